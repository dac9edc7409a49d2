// Generated from openapi.yaml by `yarn generate`; not to be edited.

/** An error as OpenCost answers it. @public */
export type AllocationProblem = {
            /** The HTTP status. */
            code: number;
            /** What went wrong. */
            message: string;
        };

/** The problem document (RFC 9457) that answers a request which failed. @public */
export type Problem9457 = {
            /** `about:blank`, or a page about this code. */
            type: string;
            /** One sentence that says what to do. */
            title: string;
            /** The HTTP status. */
            status: number;
            /** A stable word: `invalid-parameter`, `unknown-column`, `invalid-cursor`, `not-found`, `not-allowed`, ... */
            code: string;
            detail?: string;
            /** The query or path parameter at fault. */
            parameter?: string;
            /** The values that would have been accepted. */
            allowed?: string[];
        };

/** The five statuses of an object, worst first. @public */
export type HealthStatus = "degraded" | "unknown" | "progressing" | "suspended" | "healthy";

/** How much a problem matters, most first. @public */
export type Severity = "critical" | "warning" | "info";

/** Health of one object: a status, one CamelCase reason and one sentence. @public */
export type Health = {
            status: HealthStatus;
            /** One CamelCase word, such as `CrashLoopBackOff`. */
            reason: string;
            /** One sentence for people, such as `3 of 5 pods: CrashLoopBackOff, exit 137 OOMKilled`. */
            message: string;
            /**
             * Format: date-time
             * Since when it has been so.
             */
            since?: string;
        };

/** `pending` has not been read yet; `signInRequired` can only be read with the user's own token. @public */
export type ClusterStatus = "active" | "pending" | "unreachable" | "error" | "maintenance" | "signInRequired";

/** The four statuses of a cluster, worst first. @public */
export type ClusterHealthStatus = "critical" | "degraded" | "unknown" | "healthy";

/** Health of a cluster with the reasons for it. @public */
export type ClusterHealth = {
            status: ClusterHealthStatus;
            reasons: {
                reason: string;
                message: string;
            }[];
        };

/** CPU in cores or memory in bytes: allocatable, requested, used. @public */
export type ResourceFigures = {
            allocatable: number;
            /** Sum of what the pods on nodes request. */
            requested: number;
            /** From metrics.k8s.io; absent where there is none. */
            used?: number;
        };

/** How many of what a cluster has. What is not known, as a kind that may not be read, is absent. @public */
export type ClusterCounts = {
            nodes?: number;
            nodesReady?: number;
            namespaces?: number;
            workloads?: number;
            /** Workloads that are degraded. */
            workloadsFailing?: number;
            pods?: number;
        };

/** One cluster of the fleet. Figures that are not known are absent. @public */
export type Cluster = {
            /** Unique in the fleet. */
            name: string;
            title: string;
            /** Where the cluster is known from, such as `kubernetes` or `kubeconfig`. */
            source: string;
            status: ClusterStatus;
            /** Why the status is what it is and what to do. */
            statusMessage?: string;
            health: ClusterHealth;
            /** As the server says it, such as `v1.36.3`. */
            version?: string;
            /** EKS, GKE, AKS, OKE, k3s, kind, ... or `Kubernetes`. */
            provider?: string;
            regions: string[];
            environment?: string;
            tags: string[];
            description?: string;
            owner?: string;
            dashboardUrl?: string;
            sync: ClusterSync;
            counts?: ClusterCounts;
            cpu?: ResourceFigures;
            memory?: ResourceFigures;
            /** Why `used` is absent. */
            usageUnavailable?: string;
            /** What push messages call this cluster; says nothing to those who may not see it. */
            topic?: string;
            /** Counts and reasons cover only what you may see of the cluster. */
            restricted?: boolean;
        };

/** State and age of what is known of a cluster. @public */
export type ClusterSync = {
            state: "pending" | "listing" | "watching" | "waiting" | "failed" | "stopped";
            /** The data may be older than the cluster. */
            stale: boolean;
            /**
             * Format: date-time
             * When the mirror last heard from the cluster.
             */
            lastSyncAt?: string;
            /** Format: date-time */
            firstSyncAt?: string;
            lastError?: {
                cause: SyncErrorCause;
                message: string;
                /** Format: date-time */
                at: string;
            };
            /** Kinds that cannot be read, with the reason; the rest is complete. */
            unavailableKinds: {
                kind: string;
                cause: SyncErrorCause;
                message: string;
                /** Format: date-time */
                since?: string;
            }[];
        };

/** Why something could not be read. @public */
export type SyncErrorCause = "unreachable" | "timeout" | "tls" | "unauthorized" | "forbidden" | "throttled" | "serverError" | "invalidResponse" | "notInstalled" | "tooMany" | "signInRequired";

export type ClusterList = {
            items: Cluster[];
            total: number;
            nextCursor?: string;
        };

/** The figures of the fleet, or of one cluster. Figures that no cluster knows are absent. @public */
export type FleetHealth = {
            /** The figures cover only what you may see; the history then has no workloads and pods. */
            restricted?: boolean;
            clusters: {
                total: number;
                byStatus: {
                    [key: string]: number;
                };
                byHealth: {
                    [key: string]: number;
                };
                /** Clusters that have never been read; the other figures leave them out. */
                withoutData: number;
            };
            workloads?: {
                total: number;
                byHealth: {
                    [key: string]: number;
                };
            };
            nodes?: {
                total: number;
                ready: number;
            };
            pods?: {
                total: number;
                byPhase: {
                    [key: string]: number;
                };
            };
            /** At most 24 hours, oldest first; a gap is a gap. */
            history: {
                /** Format: date-time */
                at: string;
                clustersHealthy: number;
                clusters: number;
                workloadsFailing?: number;
                workloads?: number;
                nodesReady?: number;
                nodes?: number;
                pods?: number;
            }[];
        };

/** Problems of one cause. @public */
export type ProblemGroup = {
            cause: string;
            severity: Severity;
            /** The cause in plain words, such as `Containers keep crashing`. */
            title: string;
            objects: number;
            /** At most 20 names. */
            clusters: string[];
            clusterCount?: number;
            /** At most 20. */
            owners: string[];
            /**
             * Format: date-time
             * When the oldest of them began.
             */
            since: string;
            /**
             * Format: date-time
             * When the newest of them began.
             */
            latest?: string;
        };

export type ProblemGroupList = {
            items: ProblemGroup[];
            total: number;
            nextCursor?: string;
        };

/** Kind, namespace and name of an object. @public */
export type ObjectReference = {
            kind: string;
            /** Absent for objects without one. */
            namespace?: string;
            name: string;
        };

/** One thing that is wrong with one object. @public */
export type Problem = {
            cluster: string;
            object: ObjectReference;
            cause: string;
            severity: Severity;
            message: string;
            owner?: string;
            /** Format: date-time */
            since: string;
            /** Pods (or objects) of this object that it hits. */
            affected: number;
        };

export type ProblemList = {
            items: Problem[];
            total: number;
            nextCursor?: string;
        };

/** An object of any mirrored kind with its health. @public */
export type ObjectSummary = {
            cluster: string;
            kind: string;
            namespace?: string;
            name: string;
            health: Health;
            owner?: string;
            /** Format: date-time */
            createdAt?: string;
        };

export type ObjectList = {
            items: ObjectSummary[];
            total: number;
            nextCursor?: string;
        };

/** One namespace. @public */
export type Namespace = {
            cluster: string;
            name: string;
            health: Health;
            phase: string;
            owner?: string;
            workloads: number;
            workloadsFailing: number;
            pods: number;
            /** Format: date-time */
            createdAt?: string;
        };

export type NamespaceList = {
            items: Namespace[];
            total: number;
            nextCursor?: string;
        };

/** One node. CPU is in cores, memory in bytes. @public */
export type Node = {
            cluster: string;
            name: string;
            health: Health;
            roles: string[];
            schedulable: boolean;
            /** kubelet version. */
            version?: string;
            instanceType?: string;
            region?: string;
            zone?: string;
            architecture?: string;
            operatingSystem?: string;
            cpu: ResourceFigures;
            memory: ResourceFigures;
            pods: {
                running: number;
                allocatable: number;
            };
            /** Format: date-time */
            createdAt?: string;
        };

export type NodeList = {
            items: Node[];
            total: number;
            nextCursor?: string;
        };

/** One node with what belongs to it. @public */
export type NodeDetail = {
            node: Node;
            conditions: Condition[];
            taints: string[];
            labels: {
                [key: string]: string;
            };
            /** At most 500. */
            pods: Pod[];
            /** At most 100. */
            events: Event[];
        };

/** Wanted and actual replicas. @public */
export type Replicas = {
            desired: number;
            ready: number;
            updated?: number;
            available?: number;
        };

/** One workload: a controller that no other object controls. @public */
export type Workload = {
            cluster: string;
            namespace: string;
            kind: string;
            name: string;
            health: Health;
            replicas?: Replicas;
            images: string[];
            /** Label app.kubernetes.io/version, else the first image's tag. */
            version?: string;
            /** Of all containers of its pods. */
            restarts: number;
            owner?: string;
            /** Label backstage.io/kubernetes-id. */
            kubernetesId?: string;
            /** Format: date-time */
            createdAt?: string;
        };

export type WorkloadList = {
            items: Workload[];
            total: number;
            nextCursor?: string;
        };

/** One pod. CPU is in cores, memory in bytes. @public */
export type Pod = {
            cluster: string;
            namespace: string;
            name: string;
            health: Health;
            phase: string;
            node?: string;
            zone?: string;
            ip?: string;
            containers: number;
            containersReady: number;
            restarts: number;
            /** Format: date-time */
            lastRestartAt?: string;
            images: string[];
            workload?: ObjectReference;
            owner?: string;
            /** Format: date-time */
            createdAt?: string;
        };

export type PodList = {
            items: Pod[];
            total: number;
            nextCursor?: string;
        };

/** A Kubernetes status condition. @public */
export type Condition = {
            type: string;
            status: string;
            reason?: string;
            message?: string;
            /** Format: date-time */
            lastTransitionAt?: string;
        };

/** The state of a container. @public */
export type ContainerState = {
            state: "waiting" | "running" | "terminated" | "unknown";
            reason?: string;
            message?: string;
            exitCode?: number;
            signal?: number;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            finishedAt?: string;
        };

/** One container of a pod. @public */
export type Container = {
            name: string;
            type: "container" | "init" | "sidecar";
            image: string;
            ready: boolean;
            restarts: number;
            state: ContainerState;
            lastTermination?: ContainerState;
            requests?: {
                [key: string]: string;
            };
            limits?: {
                [key: string]: string;
            };
        };

/** A Kubernetes event. @public */
export type Event = {
            cluster: string;
            namespace?: string;
            name?: string;
            /** Normal or Warning. */
            type: string;
            reason: string;
            message: string;
            object: ObjectReference;
            source?: string;
            count: number;
            /** Format: date-time */
            firstSeenAt?: string;
            /** Format: date-time */
            lastSeenAt: string;
        };

export type EventList = {
            items: Event[];
            total: number;
            nextCursor?: string;
        };

/** What changed before the status did; read from the ReplicaSets or ControllerRevisions that a workload keeps. @public */
export type Change = {
            /** Format: date-time */
            at: string;
            /** Such as `Revision 12: image cart:1.4.0 instead of cart:1.3.9`. */
            title: string;
        };

/** One workload with what belongs to it. @public */
export type WorkloadDetail = {
            workload: Workload;
            problems: Problem[];
            changes: Change[];
            /** At most 500. */
            pods: Pod[];
            podCount?: number;
            containers: WorkloadContainer[];
            conditions: Condition[];
            /** Outermost first; without the workload itself. */
            ownerChain: ObjectReference[];
            related: RelatedObject[];
            /** Of the workload and of its pods, newest first; at most 100. */
            events: Event[];
            labels: {
                [key: string]: string;
            };
            annotations: {
                [key: string]: string;
            };
        };

/** One container of a workload, summed over its pods. @public */
export type WorkloadContainer = {
            name: string;
            type: "container" | "init" | "sidecar";
            image: string;
            ready: number;
            total: number;
            restarts: number;
            requests?: {
                [key: string]: string;
            };
            limits?: {
                [key: string]: string;
            };
            lastTermination?: ContainerState;
        };

/** An object that belongs to a workload or pod. @public */
export type RelatedObject = {
            object: ObjectReference;
            /** Such as `scales`, `protects`, `serves`, `mounts`. */
            relation: string;
            health: Health;
            /** Such as `3 to 10 replicas, now 10`. */
            detail?: string;
        };

/** One pod with what belongs to it. @public */
export type PodDetail = {
            pod: Pod;
            problems: Problem[];
            containers: Container[];
            conditions: Condition[];
            /** Outermost first; without the pod itself. */
            ownerChain: ObjectReference[];
            related: RelatedObject[];
            events: Event[];
            labels: {
                [key: string]: string;
            };
            annotations: {
                [key: string]: string;
            };
        };

/** Health of one catalog entity in all clusters. @public */
export type EntityHealth = {
            entityRef: string;
            /** What the entity's annotations select. */
            selector: {
                /** Kind/name of one workload. */
                workload?: string;
                kubernetesId?: string;
                labelSelector?: string;
                namespace?: string;
                cluster?: string;
            };
            /** Every cluster that was asked, also those with nothing in them or that could not be read. */
            clusters: {
                name: string;
                title: string;
                status: ClusterStatus;
                statusMessage?: string;
                environment?: string;
                stale: boolean;
                /** Format: date-time */
                lastSyncAt?: string;
                workloads: number;
            }[];
            /** At most 500. */
            workloads: Workload[];
            total?: number;
            problems: Problem[];
            /** Images and versions that are not the same in all clusters. */
            differences: {
                kind: string;
                namespace: string;
                name: string;
                /** The image without its tag. */
                container: string;
                values: {
                    /** Tag or digest. */
                    value: string;
                    clusters: string[];
                }[];
            }[];
            /** Recent rollouts, newest first; at most 20. */
            changes: (Change & {
                cluster: string;
                object: ObjectReference;
            })[];
        };

/** Something whose peers are discovered, such as a Service in one cluster, and how. @public */
export type PeerTarget = {
            /** What push calls it; says nothing to those who may not see it. */
            topic: string;
            /** Such as `shop/cart`. */
            name: string;
            cluster?: string;
            namespace?: string;
            service?: string;
            /** The discovery method, such as `kubernetes`. */
            method: string;
            /**
             * Format: date-time
             * When the peers were last read; absent before the first time.
             */
            checkedAt?: string;
            /** Why there are no peers, or none that are current; one sentence that says what to do. */
            message?: string;
            /** The peers are those of an earlier reading. */
            stale?: boolean;
        };

/** The last liveness probe of a peer. @public */
export type PeerProbe = {
            /** Format: date-time */
            at: string;
            success: boolean;
            /** Until it answered; the least of its last three answers. */
            latencySeconds?: number;
            /** The HTTP status it answered. */
            status?: number;
            /** Why it failed. */
            message?: string;
            /** How many have failed in a row. */
            failures?: number;
            /** It answers but has nothing to probe; `message` says how that is known. Its health does not depend on it. */
            absent?: boolean;
        };

/** The last scrape of a peer. @public */
export type PeerScrape = {
            /** Format: date-time */
            at: string;
            /** False when it failed; the last good figures are then not counted. */
            up: boolean;
            durationSeconds?: number;
            samples?: number;
            /** Of the uncompressed body. */
            bytes?: number;
            /** Why it failed. */
            message?: string;
            /** How far the peer's clock (its Date header) is ahead of the portal's; absent when it does not say. */
            clockSkewSeconds?: number;
        };

/** One instance of a replicated service. @public */
export type Peer = {
            /** Stable while the instance lives: the UID of its pod, or its address. */
            id: string;
            /** The name of its pod */
            name: string;
            cluster?: string;
            namespace?: string;
            pod?: string;
            node?: string;
            zone?: string;
            region?: string;
            /** The pod's `app.kubernetes.io/version`, or the tag of its image. */
            version?: string;
            /** Host and port, such as `10.0.1.7:8080`. */
            address: string;
            /** Where it exposes metrics; absent when it is not known to. */
            metricsUrl?: string;
            /**
             * Whether it is reached through the API server's pod proxy or directly.
             */
            reach?: "proxy" | "direct";
            labels: {
                [key: string]: string;
            };
            ready?: boolean;
            serving?: boolean;
            terminating?: boolean;
            healthy: boolean;
            health: Health;
            restarts?: number;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            lastSeenAt: string;
            probe?: PeerProbe;
            scrape?: PeerScrape;
        };

/** The peers of a service or entity. @public */
export type Peers = {
            targets: PeerTarget[];
            /** At most 1,000, worst first. */
            peers: Peer[];
            total: number;
            /** Peers whose last probe or scrape was answered. */
            answered: number;
            /** Why there is no target, and what to do; one sentence. */
            message?: string;
        };

/** Targets as Prometheus' HTTP service discovery has them. @public */
export type HttpSdDocument = {
            /** Host and port. */
            targets: string[];
            labels: {
                [key: string]: string;
            };
        }[];

/** A number; `NaN` and the infinities as text, since JSON has none. @public */
export type SampleValue = number | ("NaN" | "+Inf" | "-Inf");

/** The type of a family of metrics, as OpenMetrics has it; `untyped` of the older format is `unknown`. @public */
export type MetricType = "counter" | "gauge" | "histogram" | "gaugehistogram" | "summary" | "info" | "stateset" | "unknown";

/** The golden signals, and open connections. @public */
export type GoldenSignalName = "requestRate" | "errorRate" | "latency" | "saturation" | "activeConnections";

/** One golden signal now. @public */
export type GoldenSignal = {
            signal: GoldenSignalName;
            unit: "requestsPerSecond" | "ratio" | "seconds" | "connections";
            /** Over all peers; absent when it is not known. Of `latency` the p95. */
            value?: number;
            /** Of `latency` only. */
            quantiles?: Quantile[];
            /** The same per peer. */
            peers: {
                /** Its id. */
                peer: string;
                value?: number;
            }[];
            /** The peer that is far from the others. */
            outlier?: {
                peer: string;
                /** Such as `cart-7f: 4.1 times the median of 11 peers`. */
                message: string;
            };
            /** The families it is made of. */
            families?: string[];
            /** Why it is not known */
            message?: string;
        };

/** A quantile of a histogram. @public */
export type Quantile = {
            quantile: number;
            value: SampleValue;
            /** The true value is at most so far from it; half the width of its bucket or more. */
            error?: number;
        };

/** One family of metrics in one line. @public */
export type MetricFamily = {
            name: string;
            type: MetricType;
            help?: string;
            unit?: string;
            /** Aggregated series (sets of labels). */
            series: number;
            /** Peers that expose it. */
            peers: number;
            /** Set when peers disagree about it, such as its type or buckets; one sentence. */
            conflict?: string;
        };

/** How the last scrape of a peer went. @public */
export type MetricPeer = {
            id: string;
            name: string;
            cluster?: string;
            up: boolean;
            message?: string;
            /** Format: date-time */
            scrapedAt?: string;
        };

/** What the peers of a service or entity say now. @public */
export type Metrics = {
            targets: PeerTarget[];
            /**
             * Format: date-time
             * When the newest of the scrapes was; absent before the first one.
             */
            scrapedAt?: string;
            /** Between scrapes. */
            intervalSeconds?: number;
            peers: MetricPeer[];
            total: number;
            answered: number;
            goldenSignals: GoldenSignal[];
            /** At most 5,000, by name. */
            families: MetricFamily[];
            /** What was left out or does not agree; one sentence each. */
            notices: string[];
        };

/** Buckets of all peers added. @public */
export type AggregatedHistogram = {
            count: SampleValue;
            sum?: SampleValue;
            /** False when the bounds of the peers differ and only the common ones are here. */
            exact: boolean;
            /**
             * Whether the quantiles are of the observations of the last minute, or, before the second scrape and of gaugehistograms, of all that was counted.
             */
            quantilesOver?: "window" | "all";
            buckets: {
                upperBound: SampleValue;
                /** Cumulative. */
                count: SampleValue;
            }[];
            quantiles: Quantile[];
        };

/** Sums and counts of all peers added; quantiles as the range over the peers, since they do not add. @public */
export type AggregatedSummary = {
            count?: SampleValue;
            sum?: SampleValue;
            quantiles: {
                quantile: number;
                minimum: SampleValue;
                maximum: SampleValue;
            }[];
        };

/** One set of labels over all peers that have it. @public */
export type AggregatedSeries = {
            labels: {
                [key: string]: string;
            };
            /** Peers that have it. */
            count: number;
            sum?: SampleValue;
            average?: SampleValue;
            minimum?: SampleValue;
            maximum?: SampleValue;
            /** Of counters: the increase per second, corrected for resets. Absent before the second scrape. */
            rate?: number;
            histogram?: AggregatedHistogram;
            summary?: AggregatedSummary;
            /** Of a stateset: peers in each state. */
            states?: {
                [key: string]: number;
            };
            /** One per peer in the order of `peers`; `null` where a peer does not have it. Of histograms and summaries the count. */
            values: (SampleValue | null)[];
        };

/** One family of metrics with all its series. @public */
export type MetricFamilyDetail = {
            family: MetricFamily;
            peers: MetricPeer[];
            /** At most 1000. */
            series: AggregatedSeries[];
            total: number;
        };

/** Where figures over time are from. @public */
export type MetricHistorySource = {
            kind: "history" | "prometheus" | "metricsApi" | "kubelet" | "inventory" | "live";
            /** For people, such as `Prometheus prod`. */
            name: string;
            /** Between the samples it was made of. */
            resolutionSeconds?: number;
        };

/** A golden signal or a family over time. @public */
export type MetricHistory = {
            /** Format: date-time */
            start: string;
            /** Format: date-time */
            end: string;
            stepSeconds: number;
            source?: MetricHistorySource;
            type?: MetricType;
            unit?: string;
            /** Seconds since the epoch. */
            times: number[];
            /** At most 100, the largest. */
            series: HistorySeries[];
            /** Series before the bound. */
            total?: number;
            /** Such as a source that answered in part; one sentence each. */
            warnings: string[];
            /** Why there is nothing */
            message?: string;
        };

/** One line of a chart, one value per time. @public */
export type HistorySeries = {
            labels: {
                [key: string]: string;
            };
            /**
             * What the values are over the peers.
             */
            statistic: "sum" | "average" | "rate" | "ratio" | "p50" | "p95" | "p99" | "value";
            values: (number | null)[];
            minimum?: (number | null)[];
            maximum?: (number | null)[];
            /** The same per peer, at most 50; for the outlier and the band. */
            peers?: {
                peer: string;
                name?: string;
                values: (number | null)[];
            }[];
        };

/** CPU, memory, network and storage over time. @public */
export type ResourceMetrics = {
            /** Format: date-time */
            start: string;
            /** Format: date-time */
            end: string;
            stepSeconds: number;
            /** Seconds since the epoch. */
            times: number[];
            resources: ResourceUsage[];
            warnings: string[];
        };

/** One resource over time. @public */
export type ResourceUsage = {
            resource: "cpu" | "memory" | "networkReceive" | "networkTransmit" | "storage";
            unit: "cores" | "bytes" | "bytesPerSecond";
            used?: (number | null)[];
            /** Now; absent when nothing is requested. */
            requests?: number;
            /** Now. */
            limits?: number;
            /** Now: allocatable of nodes, or the size of volumes. */
            capacity?: number;
            source?: MetricHistorySource;
            /** Why it is not known */
            message?: string;
        };

/** Something that happened to a workload, for the time axis. @public */
export type TimelineEntry = {
            /** Format: date-time */
            at: string;
            kind: "rollout" | "restart" | "scaling";
            cluster: string;
            object: ObjectReference;
            /** One sentence. */
            title: string;
        };

/** What happened, oldest first. @public */
export type Timeline = {
            items: TimelineEntry[];
            total: number;
        };

/** Where metrics of a cluster come from. @public */
export type MetricsSource = {
            name: string;
            kind: "peers" | "prometheus" | "metricsApi" | "kubelet";
            /** Absent for a source of all clusters. */
            cluster?: string;
            /** Named in the configuration; else detected. */
            configured?: boolean;
            /** Its URL without credentials */
            address?: string;
            status: "available" | "failing" | "absent" | "unknown";
            /** What is wrong and what to do, or what was detected. */
            message?: string;
            /** Format: date-time */
            checkedAt?: string;
        };

/** The sources of metrics. @public */
export type MetricsSourceList = {
            items: MetricsSource[];
            total: number;
        };

/** What asking a source gave. @public */
export type MetricsSourceTest = {
            success: boolean;
            version?: string;
            latencySeconds?: number;
            checks: {
                name: string;
                success: boolean;
                message: string;
            }[];
        };

/** State of the mirror of one kind in one cluster. @public */
export type Worker = {
            cluster: string;
            kind: string;
            state: "pending" | "listing" | "watching" | "waiting" | "unavailable" | "stopped";
            objects: number;
            /** How often list and watch had to begin again. */
            restarts: number;
            /** Format: date-time */
            lastEventAt?: string;
            /** Format: date-time */
            lastListAt?: string;
            /** Between the arrival of the newest change and its commit to SQL. */
            lagSeconds?: number;
            resourceVersion?: string;
            /** The backend replica that reads the cluster. */
            replica?: string;
            error?: {
                cause: SyncErrorCause;
                message: string;
                /** Format: date-time */
                at: string;
            };
        };

export type WorkerList = {
            items: Worker[];
            total: number;
            nextCursor?: string;
        };

/** The text of a kubeconfig. @public */
export type KubeconfigInput = {
            /** The text of a kubeconfig. */
            kubeconfig: string;
        };

/** A kubeconfig and which of its contexts is meant. @public */
export type KubeconfigContextInput = {
            kubeconfig: string;
            context: string;
        };

/** What people say of a cluster. @public */
export type ClusterMetadata = {
            title?: string;
            environment?: string;
            description?: string;
            /** A catalog entity reference, such as `group:default/platform`. */
            owner?: string;
            tags?: string[];
        };

/** A cluster to register: its name, how it is reached, and what is said of it. @public */
export type ClusterRegistrationInput = ClusterMetadata & {
            /** Unique in the fleet. */
            name: string;
            kubeconfig: string;
            context: string;
        };

/** What is to be different about a registered cluster; what is absent stays. Owner, environment and tags need `portlight.cluster.create` too, because policies decide by them. @public */
export type ClusterUpdate = ClusterMetadata & {
            /** The mirror rests and the cluster is not called broken. */
            maintenance?: boolean;
        };

/** Something of a kubeconfig that is not accepted. @public */
export type KubeconfigRefusal = {
            /** Where it stands, such as `users[0].user.exec`. */
            field: string;
            /** A stable word, such as `exec`, `file-path`, `address`. */
            code: string;
            /** Why */
            message: string;
        };

/** The contexts of a kubeconfig, and what of each is refused. @public */
export type KubeconfigInspection = {
            contexts: {
                name: string;
                /** It is the current-context. */
                current: boolean;
                server?: string;
                credentials?: CredentialsKind;
                refusals: KubeconfigRefusal[];
            }[];
        };

/** How a cluster is signed in to. @public */
export type CredentialsKind = "token" | "clientCertificate" | "basic" | "exec" | "none";

/** What a cluster answered when it was reached as it would be registered. @public */
export type ClusterTest = {
            /** An API server answered; where it refused, `error` says why. */
            reachable: boolean;
            error?: {
                cause: SyncErrorCause;
                message: string;
            };
            server?: string;
            version?: string;
            provider?: string;
            /** Of one request on an open connection. */
            latencySeconds?: number;
            nodes?: number;
            /** What Portlight does, and which permissions it lacks for it. */
            features: {
                feature: string;
                title: string;
                available: boolean;
                /** Why it is not available where no permission is missing. */
                message?: string;
                missing: {
                    apiGroup: string;
                    /** Or a path that is no resource, such as `/version`. */
                    resource: string;
                    verb: string;
                }[];
            }[];
            /** The ClusterRole with a binding that gives all of it; YAML to apply. */
            manifest: string;
        };

/** How a cluster was registered; never its secrets. @public */
export type ClusterRegistration = {
            name: string;
            server: string;
            context: string;
            credentials: CredentialsKind;
            /** Format: date-time */
            credentialsExpireAt?: string;
            /** Format: date-time */
            credentialsChangedAt?: string;
            /** Format: date-time */
            registeredAt: string;
            registeredBy?: string;
            /** Format: date-time */
            changedAt?: string;
            changedBy?: string;
            maintenance: boolean;
            /** The name of the key that wraps its data key. */
            encryptionKey?: string;
            metadata?: ClusterMetadata;
        };

/** A backend replica and how many clusters it reads. @public */
export type Replica = {
            name: string;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            lastSeenAt: string;
            /** Clusters that it reads. */
            clusters: number;
        };

export type ReplicaList = {
            items: Replica[];
            total: number;
        };

/** The keys that protect stored credentials, by name, and how far a rotation is. @public */
export type Encryption = {
            /** Clusters can be registered. */
            configured: boolean;
            /** Newest first; those that wrap something and are not configured any more come last. */
            keys: {
                name: string;
                known: boolean;
                newest: boolean;
                clusters: number;
            }[];
            rotation?: {
                state: "running" | "done" | "failed";
                done: number;
                total: number;
                /** Format: date-time */
                startedAt?: string;
                /** Format: date-time */
                finishedAt?: string;
                failures?: {
                    cluster: string;
                    message: string;
                }[];
            };
        };

/** The ClusterRole that a cluster's mirror needs. @public */
export type ClusterRole = {
            /** YAML to apply. */
            manifest: string;
            missing: {
                kind: string;
                apiGroup: string;
                resource: string;
                verb: string;
            }[];
        };

/** An amount by resource, in the currency of the report. The parts, the adjustment, the shared cost and the idle share add up to the total. @public */
export type CostBreakdown = {
            cpu: number;
            memory: number;
            gpu: number;
            storage: number;
            network: number;
            loadBalancer: number;
            /** Management fees and the like. */
            other: number;
            /** What the bill adds or takes away. */
            adjustment: number;
            /** Its part of shared cost. */
            shared: number;
            /** Its part of idle cost, where idle is shared. */
            idle: number;
            total: number;
        };

/** How much was allocated, requested and used; hours of cores, bytes and devices. @public */
export type ResourceHours = {
            podHours: number;
            cpuHours: number;
            cpuRequestHours: number;
            /** Absent where nothing was measured. */
            cpuUsageHours?: number;
            memoryByteHours: number;
            memoryRequestByteHours: number;
            /** Absent where nothing was measured. */
            memoryUsageByteHours?: number;
            gpuHours: number;
            storageByteHours: number;
            loadBalancerHours: number;
            networkBytes: number;
        };

/** What was used of what was requested, weighted by cost; 1 is all of it, it may exceed 1. @public */
export type CostEfficiency = {
            cpu?: number;
            memory?: number;
            total?: number;
        };

/** What a row is about: one value per aggregate. @public */
export type CostKey = {
            /** Such as `namespace` or `label:app`. */
            aggregate: string;
            /** `__idle__`, `__overhead__`, `__unallocated__`, `__unmounted__`, `__shared__` and `__other__` are no names. */
            value: string;
        };

/** One row of a report. @public */
export type CostItem = {
            /** The values with `/` between. */
            name: string;
            key: CostKey[];
            class: "workload" | "idle" | "overhead" | "unmounted" | "loadBalancer" | "managementFee" | "shared" | "other";
            amounts: CostBreakdown;
            quantities: ResourceHours;
            efficiency: CostEfficiency;
            /** Of the total, 0 to 1. */
            share: number;
            /** In the window before. */
            previousTotal?: number;
            /** Totals by the points of the report; null where no hour was computed. */
            trend: (number | null)[];
            cluster?: string;
            namespace?: string;
            /** Of the workload. */
            kind?: string;
            workload?: string;
            /** On the last day of the window. */
            owner?: string;
            entity?: string;
        };

/** How much of a cost stands on prices of one source. @public */
export type CostSource = {
            /** bill, custom, csv, the name of a provider, seed or default. */
            source: string;
            cost: number;
            share: number;
            version?: string;
            /** The date of the prices. */
            at?: string;
        };

/** Something that has to be known to read a report. @public */
export type CostNotice = {
            /** A stable word, such as `incomplete-hours`, `default-prices`, `window-clamped`, `requests-only`, `restricted`. */
            code: string;
            message: string;
            clusters?: string[];
            hours?: number;
        };

/** What the month will have cost at its end. @public */
export type CostForecast = {
            /** Such as 2026-11. */
            month: string;
            expected: number;
            low: number;
            high: number;
            /** In words, with the interval. */
            method: string;
            /** Days of history it stands on. */
            days: number;
        };

/** What something cost in a window. @public */
export type CostReport = {
            /** ISO 4217. */
            currency: string;
            timeZone: string;
            window: CostWindow;
            step: "hour" | "day" | "week" | "month";
            aggregate: string[];
            idle: "separate" | "share" | "hide";
            policy: "proportional" | "reserved-first";
            /** True for a rate of now per hour (direct mode); amounts are then per hour. */
            hourly?: boolean;
            /** The beginnings of the points of trends. */
            times: string[];
            total: CostItem;
            /** Dearest first; what the limit cut off is the row `other`. */
            items: CostItem[];
            /** Rows before the limit. */
            count: number;
            sources: CostSource[];
            coverage: CostCoverage;
            forecast?: CostForecast;
            monthToDate?: number;
            previousMonth?: number;
            notices: CostNotice[];
        };

/** From when until when. @public */
export type CostWindow = {
            /** Format: date-time */
            start: string;
            /** Format: date-time */
            end: string;
            requested: string;
        };

/** How many hours of clusters the report consists of. @public */
export type CostCoverage = {
            expected: number;
            computed: number;
            incomplete: number;
            /** Format: date-time */
            computedUntil?: string;
        };

/** One product: quantity x unit price = cost. @public */
export type CostWorkLine = {
            resource: "cpu" | "memory" | "gpu" | "storage" | "network" | "loadBalancer" | "other";
            class: string;
            cluster: string;
            namespace?: string;
            kind?: string;
            workload?: string;
            node?: string;
            pod?: string;
            instanceType?: string;
            capacityType?: string;
            /** Core-hours, byte-hours, device-hours, hours or bytes. */
            quantity: number;
            unit: string;
            unitPrice: number;
            modelled: number;
            /** Of the bill. */
            factor?: number;
            cost: number;
            priceSource: string;
            priceVersion: string;
            priceAt?: string;
            /** What an hour of the whole node costs. */
            nodeHourly?: number;
        };

/** The work behind a figure. @public */
export type CostWork = {
            currency: string;
            window: CostWindow;
            lines: CostWorkLine[];
            total: CostBreakdown;
            /** Cost in lines beyond the limit. */
            other: number;
            /** How demand becomes an allocation, in words with the figures. */
            steps: string[];
            notices: CostNotice[];
        };

/** One cluster in one month. @public */
export type CostAccuracyItem = {
            cluster: string;
            month: string;
            modelled: number;
            /** Absent without a bill. */
            billed?: number;
            reconciled?: number;
            /** Of the billed, before the factors; 0.05 is 5%. */
            differenceBefore?: number;
            differenceAfter?: number;
            computedHours: number;
            incompleteHours: number;
            missingHours: number;
        };

/** What the modelled cost of a kind of node is multiplied by on a day. @public */
export type CostFactor = {
            cluster: string;
            /** Format: date */
            day: string;
            instanceType: string;
            capacityType: string;
            modelled: number;
            billed: number;
            factor: number;
            bill: string;
        };

/** How near the modelled cost is to the bill. @public */
export type CostAccuracy = {
            currency: string;
            items: CostAccuracyItem[];
            /** The farthest from 1 first, at most 200. */
            factors: CostFactor[];
            sources: CostSource[];
            /** Newest first, at most 200. */
            incomplete: CostIncompleteHour[];
            notices: CostNotice[];
        };

/** An hour that was computed from less than all. @public */
export type CostIncompleteHour = {
            cluster: string;
            /** Format: date-time */
            hour: string;
            reasons: string[];
            attempts: number;
            /** Format: date-time */
            nextAttemptAt?: string;
        };

/** A workload that nobody owns. @public */
export type UnownedCost = {
            cluster: string;
            namespace: string;
            kind: string;
            workload: string;
            amount: number;
            share: number;
            previous?: number;
            claim: CostClaim;
        };

/** How to claim a workload. @public */
export type CostClaim = {
            kind: "entity" | "label";
            message: string;
            /** The entity without an owner. */
            entity?: string;
            /** Where the entity is edited. */
            url?: string;
            /** YAML. */
            patch?: string;
            /** With kubectl. */
            command?: string;
            /** The catalog-info.yaml of an entity that would own it. */
            catalogInfo?: string;
        };

/** Workloads that nobody owns. @public */
export type UnownedCostList = {
            items: UnownedCost[];
            total: number;
            /** Of all of them. */
            amount: number;
            /** Of the visible workload cost. */
            share: number;
            currency: string;
            window: CostWindow;
            notices: CostNotice[];
        };

/** A day that cost other than expected. @public */
export type CostAnomaly = {
            id: string;
            /** Format: date */
            day: string;
            cluster?: string;
            namespace?: string;
            kind?: string;
            workload?: string;
            owner?: string;
            cost: number;
            expected: number;
            /**
             * Format: date
             * The day like it whose cost is nearest to what was expected; causes sum up to the difference of the two days.
             */
            comparedWith?: string;
            /** cost - expected. */
            change: number;
            /** cost / expected; 0 where nothing was expected. */
            ratio: number;
            causes: CostCause[];
        };

/** What changed on a day. @public */
export type CostCause = {
            kind: "newWorkload" | "goneWorkload" | "replicas" | "requests" | "usage" | "price" | "storage" | "other";
            /** How much of the change it explains. */
            amount: number;
            message: string;
        };

/** Days that cost other than expected. @public */
export type CostAnomalyList = {
            items: CostAnomaly[];
            total: number;
            currency: string;
            /** In words. */
            method: string;
            notices: CostNotice[];
        };

/** Manifests to be priced. @public */
export type CostEstimateInput = {
            /** YAML or JSON, several documents. */
            manifests: string;
            cluster: string;
            /** For manifests without one. */
            namespace?: string;
            compare?: "running" | "manifests" | "nothing";
            /** The manifests to compare with. */
            base?: string;
        };

/** One object. @public */
export type CostEstimateItem = {
            kind: string;
            namespace?: string;
            name: string;
            /** Pods at one time, on average. */
            replicas: number;
            /** Cores requested by one. */
            cpu: number;
            /** Bytes requested by one. */
            memory: number;
            gpu: number;
            /** Bytes, of all. */
            storage: number;
            monthly: number;
            /** At the least an autoscaler allows. */
            monthlyMinimum?: number;
            monthlyMaximum?: number;
            previousMonthly?: number;
            change?: number;
            notes: string[];
        };

/** What manifests will cost. @public */
export type CostEstimate = {
            currency: string;
            cluster: string;
            hoursPerMonth: number;
            monthly: number;
            previousMonthly?: number;
            change?: number;
            items: CostEstimateItem[];
            prices: EstimatePrice[];
            notes: string[];
        };

/** A price that an estimate stands on. @public */
export type EstimatePrice = {
            resource: string;
            unit: string;
            price: number;
            source: string;
            version: string;
        };

/** The hourly job on one cluster. @public */
export type CostJob = {
            cluster: string;
            /** Format: date-time */
            computedUntil?: string;
            /** Format: date-time */
            computedSince?: string;
            /** Hours. */
            complete: number;
            incomplete: number;
            /** Hours since the first that were not computed. */
            missing: number;
            /** Format: date-time */
            lastRunAt?: string;
            lastSeconds?: number;
            error?: string;
            usage: "complete" | "partial" | "requests-only" | "unknown";
            reasons: string[];
        };

/** A backfill. @public */
export type CostBackfill = {
            state: "running" | "done" | "failed";
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            until: string;
            /** Hours of clusters. */
            done: number;
            total: number;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            finishedAt?: string;
            message?: string;
        };

/** The hourly job. @public */
export type CostJobs = {
            items: CostJob[];
            total: number;
            backfill?: CostBackfill;
        };

/** Which hours. @public */
export type CostBackfillInput = {
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            until: string;
            clusters?: string[];
        };

/** As OpenCost answers; `data` has one object per step with one allocation per name. @public */
export type AllocationAnswer = {
            code: number;
            status?: string;
            message?: string;
            /** What of the window is not known. */
            warning?: string;
            data: {
                [key: string]: {
                    [key: string]: unknown;
                };
            }[];
        };

/** As OpenCost answers a summary. @public */
export type AllocationSummaryAnswer = {
            code: number;
            status?: string;
            message?: string;
            /** What of the window is not known. */
            warning?: string;
            data: AllocationSummaries;
        };

/** Summaries of allocations by step. @public */
export type AllocationSummaries = {
            /** Nanoseconds. */
            step: number;
            window: AllocationWindow;
            sets: {
                allocations: {
                    [key: string]: {
                        [key: string]: unknown;
                    };
                };
                window: AllocationWindow;
            }[];
        };

/** From when until when. @public */
export type AllocationWindow = {
            /** Format: date-time */
            start: string;
            /** Format: date-time */
            end: string;
        };

/** A price in force. @public */
export type Price = {
            id: string;
            cluster: string;
            kind: "node" | "storage" | "loadBalancer" | "network" | "managementFee";
            /** Instance type, storage class, or what it is for. */
            name: string;
            instanceType?: string;
            capacityType?: string;
            region?: string;
            /** How many nodes have it now. */
            nodes?: number;
            /** Of a whole node. */
            hourly?: number;
            /** Per core and hour. */
            cpu?: number;
            /** Per byte and hour. */
            memory?: number;
            /** Per device and hour. */
            gpu?: number;
            price?: number;
            /** Of `price`. */
            unit?: string;
            source: string;
            version: string;
            at?: string;
            note?: string;
            /** Format: date-time */
            validFrom: string;
        };

/** Prices in force. @public */
export type PriceList = {
            items: Price[];
            total: number;
            currency: string;
            notices: CostNotice[];
        };

/** An imported bill. @public */
export type Bill = {
            id: string;
            name: string;
            /** csv, focus-1.2 or focus-1.3. */
            format: string;
            /** Format: date-time */
            importedAt: string;
            importedBy?: string;
            /** Format: date-time */
            start: string;
            /** Format: date-time */
            end: string;
            lines: number;
            /** Lines that belong to nodes of the fleet. */
            matched: number;
            /** Of these lines, in the currency of the report. */
            billed: number;
            currency: string;
            clusters: string[];
        };

/** Imported bills. @public */
export type BillList = {
            items: Bill[];
            total: number;
        };

/** A line that was not taken. @public */
export type BillError = {
            line: number;
            column?: string;
            code: string;
            message: string;
        };

/** What became of an import. @public */
export type BillImport = {
            stored: boolean;
            bill?: Bill;
            lines: number;
            matched: number;
            duplicates: number;
            otherMonths: number;
            refused: number;
            /** The first 100. */
            errors: BillError[];
            billed: number;
            modelled: number;
            differenceBefore?: number;
            differenceAfter?: number;
            factors: CostFactor[];
            notices: CostNotice[];
        };

/** Whose cost is budgeted; one of these, a namespace with its cluster or in all. @public */
export type BudgetScope = {
            owner?: string;
            cluster?: string;
            namespace?: string;
            costCenter?: string;
            team?: string;
            system?: string;
            fleet?: boolean;
        };

/** A budget. @public */
export type BudgetInput = {
            name: string;
            scope: BudgetScope;
            /** Per calendar month. */
            amount: number;
            /** Of the amount, such as 0.8; each is notified once a month. */
            thresholds?: number[];
            /** Also when the forecast exceeds the amount; default true. */
            notifyForecast?: boolean;
            /** Entity references; the owner of the scope when absent. */
            recipients?: string[];
        };

/** A budget and how it stands. @public */
export type Budget = {
            id: string;
            name: string;
            scope: BudgetScope;
            amount: number;
            currency: string;
            thresholds: number[];
            notifyForecast: boolean;
            recipients: string[];
            /**
             * Where it is set: here, or in the configuration of the portal, where it is changed too.
             */
            source: "portal" | "configuration";
            /**
             * Format: date-time
             * Absent for one of the configuration.
             */
            createdAt?: string;
            /** Who set it; absent for one of the configuration. */
            createdBy?: string;
            month: string;
            spent: number;
            ratio: number;
            forecast?: CostForecast;
            /** Why there is none. */
            noForecast?: string;
            state: "ok" | "warning" | "forecast" | "exceeded";
            /** Thresholds that were reached this month. */
            reached: number[];
            /** Whether who asks may change it here. */
            editable: boolean;
            /** By day of this month. */
            trend: number[];
        };

/** Budgets. @public */
export type BudgetList = {
            items: Budget[];
            total: number;
            currency: string;
        };

/** What one container should request. @public */
export type RightsizingContainer = {
            name: string;
            /** Cores, as it is. */
            cpuRequest?: number;
            /** Bytes, as it is. */
            memoryRequest?: number;
            cpuLimit?: number;
            memoryLimit?: number;
            /** Cores; absent where nothing can be said. */
            cpuTarget?: number;
            memoryTarget?: number;
            memoryLimitTarget?: number;
            cpuLower?: number;
            cpuUpper?: number;
            memoryLower?: number;
            memoryUpper?: number;
            cpuP95?: number;
            cpuPeak?: number;
            memoryP99?: number;
            memoryPeak?: number;
            days: number;
            samples: number;
            /** Times it ran out of memory. */
            outOfMemory: number;
            /** Why so, and what hinders. */
            notes: string[];
        };

/** What one workload should request. @public */
export type Rightsizing = {
            cluster: string;
            namespace: string;
            kind: string;
            workload: string;
            owner?: string;
            replicas: number;
            containers: RightsizingContainer[];
            confidence: "low" | "medium" | "high";
            /** Per month; negative where it should request more. */
            theoreticalSaving: number;
            severity: "critical" | "warning" | "ok" | "unknown";
            /** Strategic merge patch, YAML; absent where nothing changes. */
            patch?: string;
            command?: string;
            autoscaler?: RightsizingAutoscaler;
            notes: string[];
        };

/** The autoscaler of a workload. @public */
export type RightsizingAutoscaler = {
            name: string;
            minReplicas: number;
            maxReplicas: number;
            /** Percent. */
            targetCpu?: number;
            /** Percent that keeps its behaviour with the new request. */
            newTargetCpu?: number;
        };

/** What of the saving of a cluster becomes money, because nodes can go. @public */
export type RealisableSaving = {
            cluster: string;
            nodes: number;
            nodesNeeded: number;
            removable: string[];
            monthly: number;
            message: string;
        };

/** What containers should request. @public */
export type RightsizingReport = {
            strategy: "portlight" | "vpa" | "krr";
            currency: string;
            items: Rightsizing[];
            total: number;
            /** Per month, of all. */
            theoreticalSaving: number;
            /** Only for clusters that may be seen as a whole. */
            realisable: RealisableSaving[];
            notices: CostNotice[];
        };

/** What an advice is about. @public */
export type RightsizingAdviceType = "resourceQuota" | "limitRange" | "horizontalPodAutoscaler" | "abandonedWorkload" | "orphanedVolume" | "orphanedLoadBalancer";

/** Something that should be different. @public */
export type RightsizingAdvice = {
            type: RightsizingAdviceType;
            cluster: string;
            namespace?: string;
            kind: string;
            name: string;
            owner?: string;
            message: string;
            /** Format: date-time */
            since?: string;
            confidence: "low" | "medium" | "high";
            monthlySaving?: number;
            /** YAML. */
            patch?: string;
            command?: string;
            notes: string[];
        };

/** Advice. @public */
export type RightsizingAdviceList = {
            items: RightsizingAdvice[];
            total: number;
            currency: string;
            monthlySaving: number;
            notices: CostNotice[];
        };

/** Filters, sort and page of `listProblemGroups`. @public */
export type ListProblemGroupsQuery = {
                /** Only these clusters. */
                cluster?: string[];
                /** Only these namespaces. */
                namespace?: string[];
                /** Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                cause?: string[];
                severity?: Severity[];
                /** Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** The `nextCursor` of the page before. */
                cursor?: string;
            };

/** Filters, sort and page of `listProblems`. @public */
export type ListProblemsQuery = {
                /** Only these clusters. */
                cluster?: string[];
                /** Only these namespaces. */
                namespace?: string[];
                /** Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                cause?: string[];
                severity?: Severity[];
                /** Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** The `nextCursor` of the page before. */
                cursor?: string;
            };

/** Filters, sort and page of `listNamespaces`. @public */
export type ListNamespacesQuery = {
                /** Only these clusters. */
                cluster?: string[];
                /** Only these namespaces. */
                namespace?: string[];
                /** Only these kinds, such as `Deployment`. */
                kind?: string[];
                /** Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** Only pods on these nodes. */
                node?: string[];
                /** Only objects that run an image with this text in it. */
                image?: string;
                /** Only pods of this workload, as `Kind/name`. */
                workload?: string;
                createdSince?: string;
                createdBefore?: string;
                /** A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** The `nextCursor` of the page before. */
                cursor?: string;
            };

/** Filters, sort and page of `listNodes`. @public */
export type ListNodesQuery = {
                /** Only these clusters. */
                cluster?: string[];
                /** Only these namespaces. */
                namespace?: string[];
                /** Only these kinds, such as `Deployment`. */
                kind?: string[];
                /** Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** Only pods on these nodes. */
                node?: string[];
                /** Only objects that run an image with this text in it. */
                image?: string;
                /** Only pods of this workload, as `Kind/name`. */
                workload?: string;
                createdSince?: string;
                createdBefore?: string;
                /** A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** The `nextCursor` of the page before. */
                cursor?: string;
            };

/** Filters, sort and page of `listWorkloads`. @public */
export type ListWorkloadsQuery = {
                /** Only these clusters. */
                cluster?: string[];
                /** Only these namespaces. */
                namespace?: string[];
                /** Only these kinds, such as `Deployment`. */
                kind?: string[];
                /** Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** Only pods on these nodes. */
                node?: string[];
                /** Only objects that run an image with this text in it. */
                image?: string;
                /** Only pods of this workload, as `Kind/name`. */
                workload?: string;
                createdSince?: string;
                createdBefore?: string;
                /** A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** The `nextCursor` of the page before. */
                cursor?: string;
            };

/** Filters, sort and page of `listPods`. @public */
export type ListPodsQuery = {
                /** Only these clusters. */
                cluster?: string[];
                /** Only these namespaces. */
                namespace?: string[];
                /** Only these kinds, such as `Deployment`. */
                kind?: string[];
                /** Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** Only pods on these nodes. */
                node?: string[];
                /** Only objects that run an image with this text in it. */
                image?: string;
                /** Only pods of this workload, as `Kind/name`. */
                workload?: string;
                createdSince?: string;
                createdBefore?: string;
                /** A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** The `nextCursor` of the page before. */
                cursor?: string;
            };

/** Filters, sort and page of `listObjects`. @public */
export type ListObjectsQuery = {
                /** Only these clusters. */
                cluster?: string[];
                /** Only these namespaces. */
                namespace?: string[];
                /** Only these kinds, such as `Deployment`. */
                kind?: string[];
                /** Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** Only pods on these nodes. */
                node?: string[];
                /** Only objects that run an image with this text in it. */
                image?: string;
                /** Only pods of this workload, as `Kind/name`. */
                workload?: string;
                createdSince?: string;
                createdBefore?: string;
                /** A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** The `nextCursor` of the page before. */
                cursor?: string;
            };

/** Filters, sort and page of `listEvents`. @public */
export type ListEventsQuery = {
                /** Only these clusters. */
                cluster?: string[];
                /** Only these namespaces. */
                namespace?: string[];
                type?: string[];
                reason?: string[];
                involvedKind?: string;
                involvedName?: string;
                /** Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** The `nextCursor` of the page before. */
                cursor?: string;
            };

/** Filters, sort and page of `listClusters`. @public */
export type ListClustersQuery = {
                /** Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                status?: ClusterStatus[];
                environment?: string[];
                provider?: string[];
                /** A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** The `nextCursor` of the page before. */
                cursor?: string;
            };

/** Filters, sort and page of `listClusterNamespaces`. @public */
export type ListClusterNamespacesQuery = {
                /** Only these namespaces. */
                namespace?: string[];
                /** Only these kinds, such as `Deployment`. */
                kind?: string[];
                /** Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** Only pods on these nodes. */
                node?: string[];
                /** Only objects that run an image with this text in it. */
                image?: string;
                /** Only pods of this workload, as `Kind/name`. */
                workload?: string;
                createdSince?: string;
                createdBefore?: string;
                /** A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** The `nextCursor` of the page before. */
                cursor?: string;
            };

/** Filters, sort and page of `listClusterNodes`. @public */
export type ListClusterNodesQuery = {
                /** Only these namespaces. */
                namespace?: string[];
                /** Only these kinds, such as `Deployment`. */
                kind?: string[];
                /** Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** Only pods on these nodes. */
                node?: string[];
                /** Only objects that run an image with this text in it. */
                image?: string;
                /** Only pods of this workload, as `Kind/name`. */
                workload?: string;
                createdSince?: string;
                createdBefore?: string;
                /** A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** The `nextCursor` of the page before. */
                cursor?: string;
            };

/** Filters, sort and page of `listClusterWorkloads`. @public */
export type ListClusterWorkloadsQuery = {
                /** Only these namespaces. */
                namespace?: string[];
                /** Only these kinds, such as `Deployment`. */
                kind?: string[];
                /** Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** Only pods on these nodes. */
                node?: string[];
                /** Only objects that run an image with this text in it. */
                image?: string;
                /** Only pods of this workload, as `Kind/name`. */
                workload?: string;
                createdSince?: string;
                createdBefore?: string;
                /** A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** The `nextCursor` of the page before. */
                cursor?: string;
            };

/** Filters, sort and page of `listClusterPods`. @public */
export type ListClusterPodsQuery = {
                /** Only these namespaces. */
                namespace?: string[];
                /** Only these kinds, such as `Deployment`. */
                kind?: string[];
                /** Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** Only pods on these nodes. */
                node?: string[];
                /** Only objects that run an image with this text in it. */
                image?: string;
                /** Only pods of this workload, as `Kind/name`. */
                workload?: string;
                createdSince?: string;
                createdBefore?: string;
                /** A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** The `nextCursor` of the page before. */
                cursor?: string;
            };

/** Filters, sort and page of `listClusterEvents`. @public */
export type ListClusterEventsQuery = {
                /** Only these namespaces. */
                namespace?: string[];
                type?: string[];
                reason?: string[];
                involvedKind?: string;
                involvedName?: string;
                /** Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** The `nextCursor` of the page before. */
                cursor?: string;
            };

/** Filters, sort and page of `listNamespaceWorkloads`. @public */
export type ListNamespaceWorkloadsQuery = {
                /** Only these kinds, such as `Deployment`. */
                kind?: string[];
                /** Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** Only pods on these nodes. */
                node?: string[];
                /** Only objects that run an image with this text in it. */
                image?: string;
                /** Only pods of this workload, as `Kind/name`. */
                workload?: string;
                createdSince?: string;
                createdBefore?: string;
                /** A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** The `nextCursor` of the page before. */
                cursor?: string;
            };

/** Filters, sort and page of `listNamespacePods`. @public */
export type ListNamespacePodsQuery = {
                /** Only these kinds, such as `Deployment`. */
                kind?: string[];
                /** Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** Only pods on these nodes. */
                node?: string[];
                /** Only objects that run an image with this text in it. */
                image?: string;
                /** Only pods of this workload, as `Kind/name`. */
                workload?: string;
                createdSince?: string;
                createdBefore?: string;
                /** A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** The `nextCursor` of the page before. */
                cursor?: string;
            };

/** Filters, sort and page of `listNamespaceEvents`. @public */
export type ListNamespaceEventsQuery = {
                type?: string[];
                reason?: string[];
                involvedKind?: string;
                involvedName?: string;
                /** Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** The `nextCursor` of the page before. */
                cursor?: string;
            };

/** Filters, sort and page of `listWorkloadPods`. @public */
export type ListWorkloadPodsQuery = {
                /** Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** Only pods on these nodes. */
                node?: string[];
                /** Only objects that run an image with this text in it. */
                image?: string;
                createdSince?: string;
                createdBefore?: string;
                /** A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** The `nextCursor` of the page before. */
                cursor?: string;
            };

/** Filters, sort and page of `listUnownedCosts`. @public */
export type ListUnownedCostsQuery = {
                /** Only these clusters. */
                cluster?: string[];
                /** Only these namespaces. */
                namespace?: string[];
                /** As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
                window?: string;
                /** Rows at most; what is beyond is one row `other`. */
                limit?: number;
            };

/** Filters, sort and page of `listCostAnomalies`. @public */
export type ListCostAnomaliesQuery = {
                /** Only these clusters. */
                cluster?: string[];
                /** Only these namespaces. */
                namespace?: string[];
                /** Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                /** As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
                window?: string;
                /** Rows at most; what is beyond is one row `other`. */
                limit?: number;
            };

/** Filters, sort and page of `listPrices`. @public */
export type ListPricesQuery = {
                /** Only these clusters. */
                cluster?: string[];
            };

/** Filters, sort and page of `listBudgets`. @public */
export type ListBudgetsQuery = {
                /** Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
            };

/** Filters, sort and page of `listRightsizing`. @public */
export type ListRightsizingQuery = {
                /** Only these clusters. */
                cluster?: string[];
                /** Only these namespaces. */
                namespace?: string[];
                /** Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                /** Only pods of this workload, as `Kind/name`. */
                workload?: string;
                /** Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** The default of the configuration when absent. */
                strategy?: "portlight" | "vpa" | "krr";
                /** Rows at most; what is beyond is one row `other`. */
                limit?: number;
            };

/** Filters, sort and page of `listRightsizingAdvice`. @public */
export type ListRightsizingAdviceQuery = {
                /** Only these clusters. */
                cluster?: string[];
                /** Only these namespaces. */
                namespace?: string[];
                /** Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                /** Only these kinds of advice. */
                type?: RightsizingAdviceType[];
                /** Rows at most; what is beyond is one row `other`. */
                limit?: number;
            };

/** Filters, sort and page of `listWorkers`. @public */
export type ListWorkersQuery = {
                /** Only these clusters. */
                cluster?: string[];
                /** Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** The `nextCursor` of the page before. */
                cursor?: string;
            };

export interface paths {
    "/v1/fleet/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The figures of the whole fleet (or of the clusters named) with their last 24 hours. */
        get: operations["getFleetHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/problem-groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What is wrong now, grouped by cause, worst first and among these most objects first. */
        get: operations["listProblemGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What is wrong now, one item per object and cause, worst first, then what hits most and is newest. */
        get: operations["listProblems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/namespaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listNamespaces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/nodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listNodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/workloads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listWorkloads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/pods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listPods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/objects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Objects of any mirrored kind with their health; `kind` narrows it. */
        get: operations["listObjects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listClusters"];
        put?: never;
        /** @description Registers a cluster with the chosen context of a kubeconfig, whose secrets are stored encrypted and never answered. What a stranger's kubeconfig may not have is refused with the field's name. */
        post: operations["registerCluster"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters:inspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description The contexts of a kubeconfig, and what of each is refused; nothing is stored and no server is asked. */
        post: operations["inspectKubeconfig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters:test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Reaches a cluster with the chosen context of a kubeconfig, without storing anything: version, provider, latency, and which permissions of which feature are missing. */
        post: operations["testCluster"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getCluster"];
        put?: never;
        post?: never;
        /** @description Forgets a registered cluster; its mirror ends, its credentials and rows are removed. */
        delete: operations["deleteCluster"];
        options?: never;
        head?: never;
        /** @description Changes what is said of a registered cluster; what is absent stays, an empty text clears. */
        patch: operations["updateCluster"];
        trace?: never;
    };
    "/v1/clusters/{cluster}/registration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description How a cluster was registered, for those who may change it; never its secrets. */
        get: operations["getClusterRegistration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Replaces address and credentials of a registered cluster by the chosen context of a kubeconfig. */
        put: operations["replaceClusterCredentials"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getClusterHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Reads the whole cluster again, now. */
        post: operations["syncCluster"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/cluster-role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The least ClusterRole that the mirror of this cluster needs, and which of its rules are missing. */
        get: operations["getClusterRole"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/namespaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The namespaces of one cluster. */
        get: operations["listClusterNamespaces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/nodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The nodes of one cluster. */
        get: operations["listClusterNodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/workloads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The workloads of one cluster. */
        get: operations["listClusterWorkloads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/pods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The pods of one cluster. */
        get: operations["listClusterPods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The events of one cluster, newest first. */
        get: operations["listClusterEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/nodes/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getNode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/namespaces/{namespace}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getNamespace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/namespaces/{namespace}/workloads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The workloads of one namespace. */
        get: operations["listNamespaceWorkloads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/namespaces/{namespace}/pods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The pods of one namespace. */
        get: operations["listNamespacePods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/namespaces/{namespace}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The events of one namespace, newest first. */
        get: operations["listNamespaceEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/namespaces/{namespace}/workloads/{kind}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getWorkload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/namespaces/{namespace}/workloads/{kind}/{name}/pods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The pods of one workload. */
        get: operations["listWorkloadPods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/namespaces/{namespace}/pods/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getPod"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/entities/{kind}/{namespace}/{name}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Every workload of one catalog entity, in every cluster and namespace, side by side. */
        get: operations["getEntityHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/entities/{kind}/{namespace}/{name}/peers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The instances of one catalog entity, in every cluster, found by the method that its annotations name. Asking keeps them watched and scraped for a while. */
        get: operations["getEntityPeers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/entities/{kind}/{namespace}/{name}/peers/http-sd": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The peers of one entity as a Prometheus HTTP service discovery document. */
        get: operations["getEntityHttpSd"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/entities/{kind}/{namespace}/{name}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What the instances of one catalog entity say now, aggregated over all of them: the golden signals, and every family of metrics in one line. */
        get: operations["getEntityMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/entities/{kind}/{namespace}/{name}/metrics/families/{family}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One family of metrics with all its series, aggregated and per peer. */
        get: operations["getEntityMetricFamily"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/entities/{kind}/{namespace}/{name}/metrics/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A golden signal or a family of metrics over time, with its spread over the peers. */
        get: operations["getEntityMetricHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/entities/{kind}/{namespace}/{name}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Rollouts, restarts and scalings of one catalog entity, for the time axis of charts. */
        get: operations["getEntityTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/namespaces/{namespace}/services/{name}/peers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The instances behind one Service. */
        get: operations["getServicePeers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/namespaces/{namespace}/services/{name}/peers/http-sd": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The instances behind one Service as a Prometheus HTTP service discovery document. */
        get: operations["getServiceHttpSd"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/namespaces/{namespace}/services/{name}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What the instances behind one Service say now, aggregated over all of them. */
        get: operations["getServiceMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/namespaces/{namespace}/services/{name}/metrics/families/{family}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One family of metrics with all its series, aggregated and per peer. */
        get: operations["getServiceMetricFamily"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/namespaces/{namespace}/services/{name}/metrics/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A golden signal or a family of metrics over time, with its spread over the peers. */
        get: operations["getServiceMetricHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description CPU, memory, network and storage of one cluster over time. */
        get: operations["getClusterMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/namespaces/{namespace}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description CPU, memory, network and storage of one namespace over time. */
        get: operations["getNamespaceMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/nodes/{name}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description CPU, memory, network and storage of one node over time. */
        get: operations["getNodeMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/namespaces/{namespace}/workloads/{kind}/{name}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description CPU, memory, network and storage of the pods of one workload over time. */
        get: operations["getWorkloadMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/namespaces/{namespace}/pods/{name}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description CPU, memory, network and storage of one pod over time. */
        get: operations["getPodMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Rollouts, restarts and scalings, for the time axis of charts. */
        get: operations["getTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/peers/http-sd": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Everything in the fleet that exposes metrics as far as the mirror knows (annotations, monitors, ports named for metrics), as a Prometheus HTTP service discovery document. */
        get: operations["getHttpSd"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/metrics/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Where metrics come from, per cluster, configured or detected; for administrators. */
        get: operations["listMetricsSources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/metrics/sources/{source}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Asks a source now. */
        post: operations["testMetricsSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What the fleet cost in a window, aggregated, with idle and overhead as their own rows. */
        get: operations["getFleetCosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What one cluster cost in a window. */
        get: operations["getClusterCosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/namespaces/{namespace}/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What one namespace cost in a window, by default its workloads over 30 days. */
        get: operations["getNamespaceCosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/namespaces/{namespace}/workloads/{kind}/{name}/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What one workload cost in a window. */
        get: operations["getWorkloadCosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/entities/{kind}/{namespace}/{name}/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What one catalog entity cost in a window, in every cluster; a system or domain is the sum of its parts, a group or user of what it owned on each day. */
        get: operations["getEntityCosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/costs/work": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description How a figure came about, as quantity x price x hours with the source of each price; the same parameters as the report, with a filter that names the row. */
        get: operations["getCostWork"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/costs/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The report as CSV, or as rows of FOCUS 1.2 or 1.3. */
        get: operations["exportCosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/costs/accuracy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description How near the modelled cost is to the bill, which prices it stands on, and which hours are incomplete. */
        get: operations["getCostAccuracy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/costs/unowned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Workloads that nobody owns, with what they cost and how to claim them. */
        get: operations["listUnownedCosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/costs/anomalies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Days on which something cost much more or less than was to be expected, with what changed. */
        get: operations["listCostAnomalies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/costs/estimate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description What manifests will cost per month on a cluster, before they are deployed, beside what runs or beside other manifests. */
        post: operations["estimateCosts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/costs/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description How far the hourly job is per cluster, which hours are incomplete and why, and the progress of a backfill; for administrators. */
        get: operations["getCostJobs"];
        put?: never;
        /** @description Computes hours of the past that are missing or incomplete, where a source knows them. */
        post: operations["startCostBackfill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/allocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The cost as OpenCost's `/allocation` answers it, so that its clients work; parameters as there. */
        get: operations["getAllocation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/allocation/compute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The cost as OpenCost's `/allocation` answers it, so that its clients work; parameters as there. */
        get: operations["computeAllocation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/allocation/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The cost as OpenCost's `/allocation/summary` answers it; parameters as there. */
        get: operations["getAllocationSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The prices in force per cluster and kind of node, volume and load balancer, with source and version. */
        get: operations["listPrices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The bills that were imported. */
        get: operations["listBills"];
        put?: never;
        /** @description Imports a bill of a cloud as CSV or FOCUS 1.2 or 1.3, and corrects the modelled cost by it. */
        post: operations["importBill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bills/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description Forgets a bill and takes its correction back. */
        delete: operations["deleteBill"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Budgets with what is spent and the forecast to the end of the month. */
        get: operations["listBudgets"];
        put?: never;
        /** @description Sets a budget. */
        post: operations["createBudget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One budget. */
        get: operations["getBudget"];
        /** @description Changes a budget. */
        put: operations["updateBudget"];
        post?: never;
        /** @description Forgets a budget. */
        delete: operations["deleteBudget"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/rightsizing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What containers should request, from what they used, with the saving and the patch. */
        get: operations["listRightsizing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/entities/{kind}/{namespace}/{name}/rightsizing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What the containers of one catalog entity should request. */
        get: operations["getEntityRightsizing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{cluster}/namespaces/{namespace}/workloads/{kind}/{name}/rightsizing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What the containers of one workload should request. */
        get: operations["getWorkloadRightsizing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet/rightsizing/advice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Quotas, limit ranges and autoscalers that should be different, abandoned workloads, orphaned volumes and load balancers. */
        get: operations["listRightsizingAdvice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The state of the mirror, per cluster and kind. */
        get: operations["listWorkers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/replicas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The backend replicas that share the clusters, and how many each of them reads. */
        get: operations["listReplicas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/encryption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description With which keys the credentials of registered clusters are encrypted, and how far a rotation is. */
        get: operations["getEncryption"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/encryption:rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Wraps all data keys by the newest key, now. It also happens by itself after a start. */
        post: operations["rotateEncryption"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: {
        /** @description What went wrong, as a problem document (RFC 9457). */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": Problem9457;
            };
        };
        /** @description What went wrong, as OpenCost says it. */
        AllocationError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": AllocationProblem;
            };
        };
    };
    parameters: {
        cluster: string;
        namespace: string;
        kind: string;
        name: string;
        entityKind: string;
        entityNamespace: string;
        entityName: string;
        id: string;
        /** @description As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
        costWindow: string;
        /** @description The length of the points of the trend; chosen by the window when absent. */
        costStep: "hour" | "day" | "week" | "month";
        /** @description By what: cluster, node, namespace, workload, kind, owner, system, domain, entity, team, costCenter, service, pod, container, `label:NAME`, `annotation:NAME` or all; several make one row per combination. */
        costAggregate: string[];
        /** @description OpenCost's filter language v2.1, such as `namespace:"shop"+label[app]:"cart","web"`. A filter never changes the figures of a row. */
        costFilter: string;
        /** @description What becomes of idle cost: a row of its own (default), shared in proportion, or left out. */
        costIdle: "separate" | "share" | "hide";
        /** @description Namespaces whose cost all others share; those configured when absent. */
        costShareNamespaces: string[];
        /** @description Labels, each as `name=value`, whose workloads all others share. */
        costShareLabels: string[];
        /** @description A flat cost per month that all share, in the currency of the report. */
        costShareCost: number;
        /** @description How shared cost is split. */
        costShareSplit: "weighted" | "even";
        /** @description Rows at most; what is beyond is one row `other`. */
        costLimit: number;
        costExportFormat: "csv" | "focus-1.2" | "focus-1.3";
        /** @description A window as OpenCost has it. */
        allocationWindow: string;
        /** @description Names with commas between. */
        allocationAggregate: string;
        /** @description A duration such as `1d`; the window when absent. */
        allocationStep: string;
        /** @description `true`, or hour, day, week, month. */
        allocationAccumulate: string;
        allocationIncludeIdle: boolean;
        /** @description What Kubecost calls `includeIdle`; its clients send both. */
        allocationIdle: boolean;
        allocationShareIdle: string;
        allocationIdleByNode: boolean;
        /** @description Namespaces with commas between, as kubectl-cost sends them; all when empty. */
        allocationFilterNamespaces: string;
        allocationFilter: string;
        /** @description Taken and without effect: figures are of exact times. */
        allocationResolution: string;
        /** @description What the bill is called; importing one of the same name replaces it. */
        billName: string;
        /** @description Reads and judges the bill without storing it. */
        billDryRun: boolean;
        /** @description Which column of a CSV has what, each as `field=Header`, where the headers are not known ones. */
        billColumns: string[];
        /** @description The default of the configuration when absent. */
        rightsizingStrategy: "portlight" | "vpa" | "krr";
        /** @description Only these kinds of advice. */
        adviceTypes: RightsizingAdviceType[];
        /** @description Only these clusters. */
        clusters: string[];
        /** @description Only these namespaces. */
        namespaces: string[];
        /** @description Only these kinds, such as `Deployment`. */
        kinds: string[];
        /** @description Only objects of exactly these names. */
        names: string[];
        namePrefix: string;
        /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
        search: string;
        /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
        labelSelector: string;
        /** @description Only objects of these owners (catalog entity references or the owner label's value). */
        owners: string[];
        health: HealthStatus[];
        phases: string[];
        /** @description Only pods on these nodes. */
        nodes: string[];
        /** @description Only objects that run an image with this text in it. */
        image: string;
        /** @description Only pods of this workload, as `Kind/name`. */
        workload: string;
        createdSince: string;
        createdBefore: string;
        causes: string[];
        severities: Severity[];
        eventTypes: string[];
        eventReasons: string[];
        involvedKind: string;
        involvedName: string;
        /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
        sort: string;
        limit: number;
        /** @description The `nextCursor` of the page before. */
        cursor: string;
        family: string;
        /** @description The family of metrics; this or `signal`. */
        familyName: string;
        /** @description The golden signal; this or `family`. */
        signal: GoldenSignalName;
        /** @description Only series with these labels, each as `name=value`. */
        labelMatchers: string[];
        /** @description Beginning of the range; an hour before its end when absent. */
        since: string;
        /** @description End of the range; now when absent. */
        until: string;
        /** @description Seconds between points; chosen for about 240 points when absent. More than 11,000 points are refused. */
        step: number;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getFleetHealth: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Figures of the fleet. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": FleetHealth;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listProblemGroups: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                /** @description Only these namespaces. */
                namespace?: string[];
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                cause?: string[];
                severity?: Severity[];
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Groups of problems. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ProblemGroupList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listProblems: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                /** @description Only these namespaces. */
                namespace?: string[];
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                cause?: string[];
                severity?: Severity[];
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Problems. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ProblemList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listNamespaces: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                /** @description Only these namespaces. */
                namespace?: string[];
                /** @description Only these kinds, such as `Deployment`. */
                kind?: string[];
                /** @description Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** @description Only pods on these nodes. */
                node?: string[];
                /** @description Only objects that run an image with this text in it. */
                image?: string;
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: string;
                createdSince?: string;
                createdBefore?: string;
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Namespaces of the fleet. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": NamespaceList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listNodes: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                /** @description Only these namespaces. */
                namespace?: string[];
                /** @description Only these kinds, such as `Deployment`. */
                kind?: string[];
                /** @description Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** @description Only pods on these nodes. */
                node?: string[];
                /** @description Only objects that run an image with this text in it. */
                image?: string;
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: string;
                createdSince?: string;
                createdBefore?: string;
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nodes of the fleet. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": NodeList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listWorkloads: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                /** @description Only these namespaces. */
                namespace?: string[];
                /** @description Only these kinds, such as `Deployment`. */
                kind?: string[];
                /** @description Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** @description Only pods on these nodes. */
                node?: string[];
                /** @description Only objects that run an image with this text in it. */
                image?: string;
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: string;
                createdSince?: string;
                createdBefore?: string;
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Workloads of the fleet. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": WorkloadList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listPods: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                /** @description Only these namespaces. */
                namespace?: string[];
                /** @description Only these kinds, such as `Deployment`. */
                kind?: string[];
                /** @description Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** @description Only pods on these nodes. */
                node?: string[];
                /** @description Only objects that run an image with this text in it. */
                image?: string;
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: string;
                createdSince?: string;
                createdBefore?: string;
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Pods of the fleet. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": PodList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listObjects: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                /** @description Only these namespaces. */
                namespace?: string[];
                /** @description Only these kinds, such as `Deployment`. */
                kind?: string[];
                /** @description Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** @description Only pods on these nodes. */
                node?: string[];
                /** @description Only objects that run an image with this text in it. */
                image?: string;
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: string;
                createdSince?: string;
                createdBefore?: string;
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Objects of the fleet. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ObjectList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                /** @description Only these namespaces. */
                namespace?: string[];
                type?: string[];
                reason?: string[];
                involvedKind?: string;
                involvedName?: string;
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": EventList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listClusters: {
        parameters: {
            query?: {
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                status?: ClusterStatus[];
                environment?: string[];
                provider?: string[];
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All clusters the portal knows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ClusterList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    registerCluster: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": ClusterRegistrationInput;
            };
        };
        responses: {
            /** @description The cluster, before it has been read. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Cluster;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    inspectKubeconfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": KubeconfigInput;
            };
        };
        responses: {
            /** @description The contexts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": KubeconfigInspection;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    testCluster: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": KubeconfigContextInput;
            };
        };
        responses: {
            /** @description What was found; a cluster that cannot be reached is an answer too. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ClusterTest;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getCluster: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cluster: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One cluster. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Cluster;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    deleteCluster: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cluster: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    updateCluster: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cluster: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": ClusterUpdate;
            };
        };
        responses: {
            /** @description The cluster as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Cluster;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getClusterRegistration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cluster: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The registration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ClusterRegistration;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    replaceClusterCredentials: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cluster: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": KubeconfigContextInput;
            };
        };
        responses: {
            /** @description The registration as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ClusterRegistration;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getClusterHealth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cluster: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cluster's figures and the reasons for its health. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": FleetHealth;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    syncCluster: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cluster: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new first list has started. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    getClusterRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cluster: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The manifest and what is missing. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ClusterRole;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listClusterNamespaces: {
        parameters: {
            query?: {
                /** @description Only these namespaces. */
                namespace?: string[];
                /** @description Only these kinds, such as `Deployment`. */
                kind?: string[];
                /** @description Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** @description Only pods on these nodes. */
                node?: string[];
                /** @description Only objects that run an image with this text in it. */
                image?: string;
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: string;
                createdSince?: string;
                createdBefore?: string;
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                cluster: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Namespaces of the cluster. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": NamespaceList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listClusterNodes: {
        parameters: {
            query?: {
                /** @description Only these namespaces. */
                namespace?: string[];
                /** @description Only these kinds, such as `Deployment`. */
                kind?: string[];
                /** @description Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** @description Only pods on these nodes. */
                node?: string[];
                /** @description Only objects that run an image with this text in it. */
                image?: string;
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: string;
                createdSince?: string;
                createdBefore?: string;
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                cluster: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nodes of the cluster. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": NodeList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listClusterWorkloads: {
        parameters: {
            query?: {
                /** @description Only these namespaces. */
                namespace?: string[];
                /** @description Only these kinds, such as `Deployment`. */
                kind?: string[];
                /** @description Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** @description Only pods on these nodes. */
                node?: string[];
                /** @description Only objects that run an image with this text in it. */
                image?: string;
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: string;
                createdSince?: string;
                createdBefore?: string;
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                cluster: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Workloads of the cluster. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": WorkloadList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listClusterPods: {
        parameters: {
            query?: {
                /** @description Only these namespaces. */
                namespace?: string[];
                /** @description Only these kinds, such as `Deployment`. */
                kind?: string[];
                /** @description Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** @description Only pods on these nodes. */
                node?: string[];
                /** @description Only objects that run an image with this text in it. */
                image?: string;
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: string;
                createdSince?: string;
                createdBefore?: string;
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                cluster: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Pods of the cluster. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": PodList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listClusterEvents: {
        parameters: {
            query?: {
                /** @description Only these namespaces. */
                namespace?: string[];
                type?: string[];
                reason?: string[];
                involvedKind?: string;
                involvedName?: string;
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                cluster: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events of the cluster. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": EventList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getNode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cluster: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One node. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": NodeDetail;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getNamespace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cluster: string;
                namespace: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One namespace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Namespace;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listNamespaceWorkloads: {
        parameters: {
            query?: {
                /** @description Only these kinds, such as `Deployment`. */
                kind?: string[];
                /** @description Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** @description Only pods on these nodes. */
                node?: string[];
                /** @description Only objects that run an image with this text in it. */
                image?: string;
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: string;
                createdSince?: string;
                createdBefore?: string;
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                cluster: string;
                namespace: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Workloads of the namespace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": WorkloadList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listNamespacePods: {
        parameters: {
            query?: {
                /** @description Only these kinds, such as `Deployment`. */
                kind?: string[];
                /** @description Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** @description Only pods on these nodes. */
                node?: string[];
                /** @description Only objects that run an image with this text in it. */
                image?: string;
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: string;
                createdSince?: string;
                createdBefore?: string;
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                cluster: string;
                namespace: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Pods of the namespace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": PodList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listNamespaceEvents: {
        parameters: {
            query?: {
                type?: string[];
                reason?: string[];
                involvedKind?: string;
                involvedName?: string;
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                cluster: string;
                namespace: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events of the namespace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": EventList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getWorkload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cluster: string;
                namespace: string;
                kind: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One workload with what belongs to it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": WorkloadDetail;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listWorkloadPods: {
        parameters: {
            query?: {
                /** @description Only objects of exactly these names. */
                name?: string[];
                namePrefix?: string;
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: string;
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                health?: HealthStatus[];
                phase?: string[];
                /** @description Only pods on these nodes. */
                node?: string[];
                /** @description Only objects that run an image with this text in it. */
                image?: string;
                createdSince?: string;
                createdBefore?: string;
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                cluster: string;
                namespace: string;
                kind: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Pods of the workload. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": PodList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getPod: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cluster: string;
                namespace: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One pod with what belongs to it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": PodDetail;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getEntityHealth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                namespace: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entity's workloads and where they differ. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": EntityHealth;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getEntityPeers: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
            };
            header?: never;
            path: {
                kind: string;
                namespace: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The peers, worst first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Peers;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getEntityHttpSd: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
            };
            header?: never;
            path: {
                kind: string;
                namespace: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The full list of targets, as Prometheus' `http_sd_configs` reads it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": HttpSdDocument;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getEntityMetrics: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
            };
            header?: never;
            path: {
                kind: string;
                namespace: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The aggregate of the last scrapes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Metrics;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getEntityMetricFamily: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
            };
            header?: never;
            path: {
                kind: string;
                namespace: string;
                name: string;
                family: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The family. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": MetricFamilyDetail;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getEntityMetricHistory: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                /** @description The golden signal; this or `family`. */
                signal?: GoldenSignalName;
                /** @description The family of metrics; this or `signal`. */
                family?: string;
                /** @description Only series with these labels, each as `name=value`. */
                label?: string[];
                /** @description Beginning of the range; an hour before its end when absent. */
                since?: string;
                /** @description End of the range; now when absent. */
                until?: string;
                /** @description Seconds between points; chosen for about 240 points when absent. More than 11,000 points are refused. */
                step?: number;
            };
            header?: never;
            path: {
                kind: string;
                namespace: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The series; a gap is `null`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": MetricHistory;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getEntityTimeline: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                /** @description Beginning of the range; an hour before its end when absent. */
                since?: string;
                /** @description End of the range; now when absent. */
                until?: string;
            };
            header?: never;
            path: {
                kind: string;
                namespace: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Oldest first, at most 500, the newest. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Timeline;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getServicePeers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cluster: string;
                namespace: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The peers, worst first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Peers;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getServiceHttpSd: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cluster: string;
                namespace: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The full list of targets, as Prometheus' `http_sd_configs` reads it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": HttpSdDocument;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getServiceMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cluster: string;
                namespace: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The aggregate of the last scrapes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Metrics;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getServiceMetricFamily: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cluster: string;
                namespace: string;
                name: string;
                family: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The family. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": MetricFamilyDetail;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getServiceMetricHistory: {
        parameters: {
            query?: {
                /** @description The golden signal; this or `family`. */
                signal?: GoldenSignalName;
                /** @description The family of metrics; this or `signal`. */
                family?: string;
                /** @description Only series with these labels, each as `name=value`. */
                label?: string[];
                /** @description Beginning of the range; an hour before its end when absent. */
                since?: string;
                /** @description End of the range; now when absent. */
                until?: string;
                /** @description Seconds between points; chosen for about 240 points when absent. More than 11,000 points are refused. */
                step?: number;
            };
            header?: never;
            path: {
                cluster: string;
                namespace: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The series; a gap is `null`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": MetricHistory;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getClusterMetrics: {
        parameters: {
            query?: {
                /** @description Beginning of the range; an hour before its end when absent. */
                since?: string;
                /** @description End of the range; now when absent. */
                until?: string;
                /** @description Seconds between points; chosen for about 240 points when absent. More than 11,000 points are refused. */
                step?: number;
            };
            header?: never;
            path: {
                cluster: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One item per resource; what is not known says why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ResourceMetrics;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getNamespaceMetrics: {
        parameters: {
            query?: {
                /** @description Beginning of the range; an hour before its end when absent. */
                since?: string;
                /** @description End of the range; now when absent. */
                until?: string;
                /** @description Seconds between points; chosen for about 240 points when absent. More than 11,000 points are refused. */
                step?: number;
            };
            header?: never;
            path: {
                cluster: string;
                namespace: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One item per resource; what is not known says why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ResourceMetrics;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getNodeMetrics: {
        parameters: {
            query?: {
                /** @description Beginning of the range; an hour before its end when absent. */
                since?: string;
                /** @description End of the range; now when absent. */
                until?: string;
                /** @description Seconds between points; chosen for about 240 points when absent. More than 11,000 points are refused. */
                step?: number;
            };
            header?: never;
            path: {
                cluster: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One item per resource; what is not known says why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ResourceMetrics;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getWorkloadMetrics: {
        parameters: {
            query?: {
                /** @description Beginning of the range; an hour before its end when absent. */
                since?: string;
                /** @description End of the range; now when absent. */
                until?: string;
                /** @description Seconds between points; chosen for about 240 points when absent. More than 11,000 points are refused. */
                step?: number;
            };
            header?: never;
            path: {
                cluster: string;
                namespace: string;
                kind: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One item per resource; what is not known says why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ResourceMetrics;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getPodMetrics: {
        parameters: {
            query?: {
                /** @description Beginning of the range; an hour before its end when absent. */
                since?: string;
                /** @description End of the range; now when absent. */
                until?: string;
                /** @description Seconds between points; chosen for about 240 points when absent. More than 11,000 points are refused. */
                step?: number;
            };
            header?: never;
            path: {
                cluster: string;
                namespace: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One item per resource; what is not known says why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ResourceMetrics;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getTimeline: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                /** @description Only these namespaces. */
                namespace?: string[];
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: string;
                /** @description Beginning of the range; an hour before its end when absent. */
                since?: string;
                /** @description End of the range; now when absent. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Oldest first, at most 500, the newest. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Timeline;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getHttpSd: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                /** @description Only these namespaces. */
                namespace?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The full list of targets, as Prometheus' `http_sd_configs` reads it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": HttpSdDocument;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listMetricsSources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One item per source and cluster. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": MetricsSourceList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    testMetricsSource: {
        parameters: {
            query?: {
                /** @description The cluster to ask about; a source of one cluster needs none. */
                cluster?: string;
            };
            header?: never;
            path: {
                source: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found; a source that does not answer is an answer too. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": MetricsSourceTest;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getFleetCosts: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                /** @description As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
                window?: string;
                /** @description The length of the points of the trend; chosen by the window when absent. */
                step?: "hour" | "day" | "week" | "month";
                /** @description By what: cluster, node, namespace, workload, kind, owner, system, domain, entity, team, costCenter, service, pod, container, `label:NAME`, `annotation:NAME` or all; several make one row per combination. */
                aggregate?: string[];
                /** @description OpenCost's filter language v2.1, such as `namespace:"shop"+label[app]:"cart","web"`. A filter never changes the figures of a row. */
                filter?: string;
                /** @description What becomes of idle cost: a row of its own (default), shared in proportion, or left out. */
                idle?: "separate" | "share" | "hide";
                /** @description Namespaces whose cost all others share; those configured when absent. */
                shareNamespaces?: string[];
                /** @description Labels, each as `name=value`, whose workloads all others share. */
                shareLabels?: string[];
                /** @description A flat cost per month that all share, in the currency of the report. */
                shareCost?: number;
                /** @description How shared cost is split. */
                shareSplit?: "weighted" | "even";
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": CostReport;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getClusterCosts: {
        parameters: {
            query?: {
                /** @description As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
                window?: string;
                /** @description The length of the points of the trend; chosen by the window when absent. */
                step?: "hour" | "day" | "week" | "month";
                /** @description By what: cluster, node, namespace, workload, kind, owner, system, domain, entity, team, costCenter, service, pod, container, `label:NAME`, `annotation:NAME` or all; several make one row per combination. */
                aggregate?: string[];
                /** @description OpenCost's filter language v2.1, such as `namespace:"shop"+label[app]:"cart","web"`. A filter never changes the figures of a row. */
                filter?: string;
                /** @description What becomes of idle cost: a row of its own (default), shared in proportion, or left out. */
                idle?: "separate" | "share" | "hide";
                /** @description Namespaces whose cost all others share; those configured when absent. */
                shareNamespaces?: string[];
                /** @description Labels, each as `name=value`, whose workloads all others share. */
                shareLabels?: string[];
                /** @description A flat cost per month that all share, in the currency of the report. */
                shareCost?: number;
                /** @description How shared cost is split. */
                shareSplit?: "weighted" | "even";
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: number;
            };
            header?: never;
            path: {
                cluster: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": CostReport;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getNamespaceCosts: {
        parameters: {
            query?: {
                /** @description As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
                window?: string;
                /** @description The length of the points of the trend; chosen by the window when absent. */
                step?: "hour" | "day" | "week" | "month";
                /** @description By what: cluster, node, namespace, workload, kind, owner, system, domain, entity, team, costCenter, service, pod, container, `label:NAME`, `annotation:NAME` or all; several make one row per combination. */
                aggregate?: string[];
                /** @description OpenCost's filter language v2.1, such as `namespace:"shop"+label[app]:"cart","web"`. A filter never changes the figures of a row. */
                filter?: string;
                /** @description What becomes of idle cost: a row of its own (default), shared in proportion, or left out. */
                idle?: "separate" | "share" | "hide";
                /** @description Namespaces whose cost all others share; those configured when absent. */
                shareNamespaces?: string[];
                /** @description Labels, each as `name=value`, whose workloads all others share. */
                shareLabels?: string[];
                /** @description A flat cost per month that all share, in the currency of the report. */
                shareCost?: number;
                /** @description How shared cost is split. */
                shareSplit?: "weighted" | "even";
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: number;
            };
            header?: never;
            path: {
                cluster: string;
                namespace: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": CostReport;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getWorkloadCosts: {
        parameters: {
            query?: {
                /** @description As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
                window?: string;
                /** @description The length of the points of the trend; chosen by the window when absent. */
                step?: "hour" | "day" | "week" | "month";
                /** @description By what: cluster, node, namespace, workload, kind, owner, system, domain, entity, team, costCenter, service, pod, container, `label:NAME`, `annotation:NAME` or all; several make one row per combination. */
                aggregate?: string[];
                /** @description OpenCost's filter language v2.1, such as `namespace:"shop"+label[app]:"cart","web"`. A filter never changes the figures of a row. */
                filter?: string;
                /** @description What becomes of idle cost: a row of its own (default), shared in proportion, or left out. */
                idle?: "separate" | "share" | "hide";
                /** @description Namespaces whose cost all others share; those configured when absent. */
                shareNamespaces?: string[];
                /** @description Labels, each as `name=value`, whose workloads all others share. */
                shareLabels?: string[];
                /** @description A flat cost per month that all share, in the currency of the report. */
                shareCost?: number;
                /** @description How shared cost is split. */
                shareSplit?: "weighted" | "even";
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: number;
            };
            header?: never;
            path: {
                cluster: string;
                namespace: string;
                kind: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": CostReport;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getEntityCosts: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                /** @description As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
                window?: string;
                /** @description The length of the points of the trend; chosen by the window when absent. */
                step?: "hour" | "day" | "week" | "month";
                /** @description By what: cluster, node, namespace, workload, kind, owner, system, domain, entity, team, costCenter, service, pod, container, `label:NAME`, `annotation:NAME` or all; several make one row per combination. */
                aggregate?: string[];
                /** @description OpenCost's filter language v2.1, such as `namespace:"shop"+label[app]:"cart","web"`. A filter never changes the figures of a row. */
                filter?: string;
                /** @description What becomes of idle cost: a row of its own (default), shared in proportion, or left out. */
                idle?: "separate" | "share" | "hide";
                /** @description Namespaces whose cost all others share; those configured when absent. */
                shareNamespaces?: string[];
                /** @description Labels, each as `name=value`, whose workloads all others share. */
                shareLabels?: string[];
                /** @description A flat cost per month that all share, in the currency of the report. */
                shareCost?: number;
                /** @description How shared cost is split. */
                shareSplit?: "weighted" | "even";
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: number;
            };
            header?: never;
            path: {
                kind: string;
                namespace: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": CostReport;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getCostWork: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                /** @description As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
                window?: string;
                /** @description The length of the points of the trend; chosen by the window when absent. */
                step?: "hour" | "day" | "week" | "month";
                /** @description By what: cluster, node, namespace, workload, kind, owner, system, domain, entity, team, costCenter, service, pod, container, `label:NAME`, `annotation:NAME` or all; several make one row per combination. */
                aggregate?: string[];
                /** @description OpenCost's filter language v2.1, such as `namespace:"shop"+label[app]:"cart","web"`. A filter never changes the figures of a row. */
                filter?: string;
                /** @description What becomes of idle cost: a row of its own (default), shared in proportion, or left out. */
                idle?: "separate" | "share" | "hide";
                /** @description Namespaces whose cost all others share; those configured when absent. */
                shareNamespaces?: string[];
                /** @description Labels, each as `name=value`, whose workloads all others share. */
                shareLabels?: string[];
                /** @description A flat cost per month that all share, in the currency of the report. */
                shareCost?: number;
                /** @description How shared cost is split. */
                shareSplit?: "weighted" | "even";
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lines that add up to the figure. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": CostWork;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    exportCosts: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                format?: "csv" | "focus-1.2" | "focus-1.3";
                /** @description As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
                window?: string;
                /** @description The length of the points of the trend; chosen by the window when absent. */
                step?: "hour" | "day" | "week" | "month";
                /** @description By what: cluster, node, namespace, workload, kind, owner, system, domain, entity, team, costCenter, service, pod, container, `label:NAME`, `annotation:NAME` or all; several make one row per combination. */
                aggregate?: string[];
                /** @description OpenCost's filter language v2.1, such as `namespace:"shop"+label[app]:"cart","web"`. A filter never changes the figures of a row. */
                filter?: string;
                /** @description What becomes of idle cost: a row of its own (default), shared in proportion, or left out. */
                idle?: "separate" | "share" | "hide";
                /** @description Namespaces whose cost all others share; those configured when absent. */
                shareNamespaces?: string[];
                /** @description Labels, each as `name=value`, whose workloads all others share. */
                shareLabels?: string[];
                /** @description A flat cost per month that all share, in the currency of the report. */
                shareCost?: number;
                /** @description How shared cost is split. */
                shareSplit?: "weighted" | "even";
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, streamed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getCostAccuracy: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                /** @description As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
                window?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Per cluster and month. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": CostAccuracy;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listUnownedCosts: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                /** @description Only these namespaces. */
                namespace?: string[];
                /** @description As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
                window?: string;
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Dearest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": UnownedCostList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listCostAnomalies: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                /** @description Only these namespaces. */
                namespace?: string[];
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                /** @description As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
                window?: string;
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest and largest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": CostAnomalyList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    estimateCosts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": CostEstimateInput;
            };
        };
        responses: {
            /** @description The estimate; nothing is stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": CostEstimate;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getCostJobs: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One item per cluster. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": CostJobs;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    startCostBackfill: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": CostBackfillInput;
            };
        };
        responses: {
            /** @description It has started; `getCostJobs` says how far it is. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    getAllocation: {
        parameters: {
            query: {
                /** @description A window as OpenCost has it. */
                window: string;
                /** @description Names with commas between. */
                aggregate?: string;
                /** @description A duration such as `1d`; the window when absent. */
                step?: string;
                /** @description `true`, or hour, day, week, month. */
                accumulate?: string;
                includeIdle?: boolean;
                /** @description What Kubecost calls `includeIdle`; its clients send both. */
                idle?: boolean;
                shareIdle?: string;
                idleByNode?: boolean;
                filter?: string;
                /** @description Namespaces with commas between, as kubectl-cost sends them; all when empty. */
                filterNamespaces?: string;
                /** @description Taken and without effect: figures are of exact times. */
                resolution?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One object per step. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": AllocationAnswer;
                };
            };
            default: components["responses"]["AllocationError"];
        };
    };
    computeAllocation: {
        parameters: {
            query: {
                /** @description A window as OpenCost has it. */
                window: string;
                /** @description Names with commas between. */
                aggregate?: string;
                /** @description A duration such as `1d`; the window when absent. */
                step?: string;
                /** @description `true`, or hour, day, week, month. */
                accumulate?: string;
                includeIdle?: boolean;
                /** @description What Kubecost calls `includeIdle`; its clients send both. */
                idle?: boolean;
                shareIdle?: string;
                idleByNode?: boolean;
                filter?: string;
                /** @description Namespaces with commas between, as kubectl-cost sends them; all when empty. */
                filterNamespaces?: string;
                /** @description Taken and without effect: figures are of exact times. */
                resolution?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One object per step. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": AllocationAnswer;
                };
            };
            default: components["responses"]["AllocationError"];
        };
    };
    getAllocationSummary: {
        parameters: {
            query: {
                /** @description A window as OpenCost has it. */
                window: string;
                /** @description Names with commas between. */
                aggregate?: string;
                /** @description A duration such as `1d`; the window when absent. */
                step?: string;
                /** @description `true`, or hour, day, week, month. */
                accumulate?: string;
                includeIdle?: boolean;
                /** @description What Kubecost calls `includeIdle`; its clients send both. */
                idle?: boolean;
                shareIdle?: string;
                idleByNode?: boolean;
                filter?: string;
                /** @description Namespaces with commas between, as kubectl-cost sends them; all when empty. */
                filterNamespaces?: string;
                /** @description Taken and without effect: figures are of exact times. */
                resolution?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One set per step. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": AllocationSummaryAnswer;
                };
            };
            default: components["responses"]["AllocationError"];
        };
    };
    listPrices: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One item per price. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": PriceList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listBills: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": BillList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    importBill: {
        parameters: {
            query?: {
                /** @description What the bill is called; importing one of the same name replaces it. */
                name?: string;
                /** @description Reads and judges the bill without storing it. */
                dryRun?: boolean;
                /** @description Which column of a CSV has what, each as `field=Header`, where the headers are not known ones. */
                column?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            /** @description What was read, and which lines were refused and why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": BillImport;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    deleteBill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    listBudgets: {
        parameters: {
            query?: {
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Worst first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": BudgetList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createBudget: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": BudgetInput;
            };
        };
        responses: {
            /** @description The budget. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Budget;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getBudget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The budget. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Budget;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    updateBudget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": BudgetInput;
            };
        };
        responses: {
            /** @description The budget as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Budget;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    deleteBudget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    listRightsizing: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                /** @description Only these namespaces. */
                namespace?: string[];
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: string;
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** @description The default of the configuration when absent. */
                strategy?: "portlight" | "vpa" | "krr";
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Largest saving first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": RightsizingReport;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getEntityRightsizing: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                /** @description The default of the configuration when absent. */
                strategy?: "portlight" | "vpa" | "krr";
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: number;
            };
            header?: never;
            path: {
                kind: string;
                namespace: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Largest saving first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": RightsizingReport;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getWorkloadRightsizing: {
        parameters: {
            query?: {
                /** @description The default of the configuration when absent. */
                strategy?: "portlight" | "vpa" | "krr";
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: number;
            };
            header?: never;
            path: {
                cluster: string;
                namespace: string;
                kind: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Largest saving first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": RightsizingReport;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listRightsizingAdvice: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                /** @description Only these namespaces. */
                namespace?: string[];
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: string[];
                /** @description Only these kinds of advice. */
                type?: RightsizingAdviceType[];
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Largest saving first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": RightsizingAdviceList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listWorkers: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: string[];
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: string;
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: string;
                limit?: number;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One item per cluster and kind. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": WorkerList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listReplicas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All replicas that were heard lately. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ReplicaList;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getEncryption: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Keys by name; never their material. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Encryption;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    rotateEncryption: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It has started; `getEncryption` says how far it is. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
}
