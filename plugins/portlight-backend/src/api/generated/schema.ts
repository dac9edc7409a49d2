// Generated from openapi.yaml by `yarn generate`; not to be edited.

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
    schemas: {
        /** @description An error as OpenCost answers it. */
        AllocationProblem: {
            /** @description The HTTP status. */
            code: number;
            /** @description What went wrong. */
            message: string;
        };
        /** @description The problem document (RFC 9457) that answers a request which failed. */
        Problem9457: {
            /** @description `about:blank`, or a page about this code. */
            type: string;
            /** @description One sentence that says what to do. */
            title: string;
            /** @description The HTTP status. */
            status: number;
            /** @description A stable word: `invalid-parameter`, `unknown-column`, `invalid-cursor`, `not-found`, `not-allowed`, ... */
            code: string;
            detail?: string;
            /** @description The query or path parameter at fault. */
            parameter?: string;
            /** @description The values that would have been accepted. */
            allowed?: string[];
        };
        /**
         * @description The five statuses of an object, worst first.
         * @enum {string}
         */
        HealthStatus: "degraded" | "unknown" | "progressing" | "suspended" | "healthy";
        /**
         * @description How much a problem matters, most first.
         * @enum {string}
         */
        Severity: "critical" | "warning" | "info";
        /** @description Health of one object: a status, one CamelCase reason and one sentence. */
        Health: {
            status: components["schemas"]["HealthStatus"];
            /** @description One CamelCase word, such as `CrashLoopBackOff`. */
            reason: string;
            /** @description One sentence for people, such as `3 of 5 pods: CrashLoopBackOff, exit 137 OOMKilled`. */
            message: string;
            /**
             * Format: date-time
             * @description Since when it has been so.
             */
            since?: string;
        };
        /**
         * @description `pending` has not been read yet; `signInRequired` can only be read with the user's own token.
         * @enum {string}
         */
        ClusterStatus: "active" | "pending" | "unreachable" | "error" | "maintenance" | "signInRequired";
        /**
         * @description The four statuses of a cluster, worst first.
         * @enum {string}
         */
        ClusterHealthStatus: "critical" | "degraded" | "unknown" | "healthy";
        /** @description Health of a cluster with the reasons for it. */
        ClusterHealth: {
            status: components["schemas"]["ClusterHealthStatus"];
            reasons: {
                reason: string;
                message: string;
            }[];
        };
        /** @description CPU in cores or memory in bytes: allocatable, requested, used. */
        ResourceFigures: {
            allocatable: number;
            /** @description Sum of what the pods on nodes request. */
            requested: number;
            /** @description From metrics.k8s.io; absent where there is none. */
            used?: number;
        };
        /** @description How many of what a cluster has. What is not known, as a kind that may not be read, is absent. */
        ClusterCounts: {
            nodes?: number;
            nodesReady?: number;
            namespaces?: number;
            workloads?: number;
            /** @description Workloads that are degraded. */
            workloadsFailing?: number;
            pods?: number;
        };
        /** @description One cluster of the fleet. Figures that are not known are absent. */
        Cluster: {
            /** @description Unique in the fleet. */
            name: string;
            title: string;
            /** @description Where the cluster is known from, such as `kubernetes` or `kubeconfig`. */
            source: string;
            status: components["schemas"]["ClusterStatus"];
            /** @description Why the status is what it is and what to do. */
            statusMessage?: string;
            health: components["schemas"]["ClusterHealth"];
            /** @description As the server says it, such as `v1.36.3`. */
            version?: string;
            /** @description EKS, GKE, AKS, OKE, k3s, kind, ... or `Kubernetes`. */
            provider?: string;
            regions: string[];
            environment?: string;
            tags: string[];
            description?: string;
            owner?: string;
            dashboardUrl?: string;
            sync: components["schemas"]["ClusterSync"];
            counts?: components["schemas"]["ClusterCounts"];
            cpu?: components["schemas"]["ResourceFigures"];
            memory?: components["schemas"]["ResourceFigures"];
            /** @description Why `used` is absent. */
            usageUnavailable?: string;
            /** @description What push messages call this cluster; says nothing to those who may not see it. */
            topic?: string;
            /** @description Counts and reasons cover only what you may see of the cluster. */
            restricted?: boolean;
        };
        /** @description State and age of what is known of a cluster. */
        ClusterSync: {
            /** @enum {string} */
            state: "pending" | "listing" | "watching" | "waiting" | "failed" | "stopped";
            /** @description The data may be older than the cluster. */
            stale: boolean;
            /**
             * Format: date-time
             * @description When the mirror last heard from the cluster.
             */
            lastSyncAt?: string;
            /** Format: date-time */
            firstSyncAt?: string;
            lastError?: {
                cause: components["schemas"]["SyncErrorCause"];
                message: string;
                /** Format: date-time */
                at: string;
            };
            /** @description Kinds that cannot be read, with the reason; the rest is complete. */
            unavailableKinds: {
                kind: string;
                cause: components["schemas"]["SyncErrorCause"];
                message: string;
                /** Format: date-time */
                since?: string;
            }[];
        };
        /**
         * @description Why something could not be read.
         * @enum {string}
         */
        SyncErrorCause: "unreachable" | "timeout" | "tls" | "unauthorized" | "forbidden" | "throttled" | "serverError" | "invalidResponse" | "notInstalled" | "tooMany" | "signInRequired";
        ClusterList: {
            items: components["schemas"]["Cluster"][];
            total: number;
            nextCursor?: string;
        };
        /** @description The figures of the fleet, or of one cluster. Figures that no cluster knows are absent. */
        FleetHealth: {
            /** @description The figures cover only what you may see; the history then has no workloads and pods. */
            restricted?: boolean;
            clusters: {
                total: number;
                byStatus: {
                    [key: string]: number;
                };
                byHealth: {
                    [key: string]: number;
                };
                /** @description Clusters that have never been read; the other figures leave them out. */
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
            /** @description At most 24 hours, oldest first; a gap is a gap. */
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
        /** @description Problems of one cause. */
        ProblemGroup: {
            cause: string;
            severity: components["schemas"]["Severity"];
            /** @description The cause in plain words, such as `Containers keep crashing`. */
            title: string;
            objects: number;
            /** @description At most 20 names. */
            clusters: string[];
            clusterCount?: number;
            /** @description At most 20. */
            owners: string[];
            /**
             * Format: date-time
             * @description When the oldest of them began.
             */
            since: string;
            /**
             * Format: date-time
             * @description When the newest of them began.
             */
            latest?: string;
        };
        ProblemGroupList: {
            items: components["schemas"]["ProblemGroup"][];
            total: number;
            nextCursor?: string;
        };
        /** @description Kind, namespace and name of an object. */
        ObjectReference: {
            kind: string;
            /** @description Absent for objects without one. */
            namespace?: string;
            name: string;
        };
        /** @description One thing that is wrong with one object. */
        Problem: {
            cluster: string;
            object: components["schemas"]["ObjectReference"];
            cause: string;
            severity: components["schemas"]["Severity"];
            message: string;
            owner?: string;
            /** Format: date-time */
            since: string;
            /** @description Pods (or objects) of this object that it hits. */
            affected: number;
        };
        ProblemList: {
            items: components["schemas"]["Problem"][];
            total: number;
            nextCursor?: string;
        };
        /** @description An object of any mirrored kind with its health. */
        ObjectSummary: {
            cluster: string;
            kind: string;
            namespace?: string;
            name: string;
            health: components["schemas"]["Health"];
            owner?: string;
            /** Format: date-time */
            createdAt?: string;
        };
        ObjectList: {
            items: components["schemas"]["ObjectSummary"][];
            total: number;
            nextCursor?: string;
        };
        /** @description One namespace. */
        Namespace: {
            cluster: string;
            name: string;
            health: components["schemas"]["Health"];
            phase: string;
            owner?: string;
            workloads: number;
            workloadsFailing: number;
            pods: number;
            /** Format: date-time */
            createdAt?: string;
        };
        NamespaceList: {
            items: components["schemas"]["Namespace"][];
            total: number;
            nextCursor?: string;
        };
        /** @description One node. CPU is in cores, memory in bytes. */
        Node: {
            cluster: string;
            name: string;
            health: components["schemas"]["Health"];
            roles: string[];
            schedulable: boolean;
            /** @description kubelet version. */
            version?: string;
            instanceType?: string;
            region?: string;
            zone?: string;
            architecture?: string;
            operatingSystem?: string;
            cpu: components["schemas"]["ResourceFigures"];
            memory: components["schemas"]["ResourceFigures"];
            pods: {
                running: number;
                allocatable: number;
            };
            /** Format: date-time */
            createdAt?: string;
        };
        NodeList: {
            items: components["schemas"]["Node"][];
            total: number;
            nextCursor?: string;
        };
        /** @description One node with what belongs to it. */
        NodeDetail: {
            node: components["schemas"]["Node"];
            conditions: components["schemas"]["Condition"][];
            taints: string[];
            labels: {
                [key: string]: string;
            };
            /** @description At most 500. */
            pods: components["schemas"]["Pod"][];
            /** @description At most 100. */
            events: components["schemas"]["Event"][];
        };
        /** @description Wanted and actual replicas. */
        Replicas: {
            desired: number;
            ready: number;
            updated?: number;
            available?: number;
        };
        /** @description One workload: a controller that no other object controls. */
        Workload: {
            cluster: string;
            namespace: string;
            kind: string;
            name: string;
            health: components["schemas"]["Health"];
            replicas?: components["schemas"]["Replicas"];
            images: string[];
            /** @description Label app.kubernetes.io/version, else the first image's tag. */
            version?: string;
            /** @description Of all containers of its pods. */
            restarts: number;
            owner?: string;
            /** @description Label backstage.io/kubernetes-id. */
            kubernetesId?: string;
            /** Format: date-time */
            createdAt?: string;
        };
        WorkloadList: {
            items: components["schemas"]["Workload"][];
            total: number;
            nextCursor?: string;
        };
        /** @description One pod. CPU is in cores, memory in bytes. */
        Pod: {
            cluster: string;
            namespace: string;
            name: string;
            health: components["schemas"]["Health"];
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
            workload?: components["schemas"]["ObjectReference"];
            owner?: string;
            /** Format: date-time */
            createdAt?: string;
        };
        PodList: {
            items: components["schemas"]["Pod"][];
            total: number;
            nextCursor?: string;
        };
        /** @description A Kubernetes status condition. */
        Condition: {
            type: string;
            status: string;
            reason?: string;
            message?: string;
            /** Format: date-time */
            lastTransitionAt?: string;
        };
        /** @description The state of a container. */
        ContainerState: {
            /** @enum {string} */
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
        /** @description One container of a pod. */
        Container: {
            name: string;
            /** @enum {string} */
            type: "container" | "init" | "sidecar";
            image: string;
            ready: boolean;
            restarts: number;
            state: components["schemas"]["ContainerState"];
            lastTermination?: components["schemas"]["ContainerState"];
            requests?: {
                [key: string]: string;
            };
            limits?: {
                [key: string]: string;
            };
        };
        /** @description A Kubernetes event. */
        Event: {
            cluster: string;
            namespace?: string;
            name?: string;
            /** @description Normal or Warning. */
            type: string;
            reason: string;
            message: string;
            object: components["schemas"]["ObjectReference"];
            source?: string;
            count: number;
            /** Format: date-time */
            firstSeenAt?: string;
            /** Format: date-time */
            lastSeenAt: string;
        };
        EventList: {
            items: components["schemas"]["Event"][];
            total: number;
            nextCursor?: string;
        };
        /** @description What changed before the status did; read from the ReplicaSets or ControllerRevisions that a workload keeps. */
        Change: {
            /** Format: date-time */
            at: string;
            /** @description Such as `Revision 12: image cart:1.4.0 instead of cart:1.3.9`. */
            title: string;
        };
        /** @description One workload with what belongs to it. */
        WorkloadDetail: {
            workload: components["schemas"]["Workload"];
            problems: components["schemas"]["Problem"][];
            changes: components["schemas"]["Change"][];
            /** @description At most 500. */
            pods: components["schemas"]["Pod"][];
            podCount?: number;
            containers: components["schemas"]["WorkloadContainer"][];
            conditions: components["schemas"]["Condition"][];
            /** @description Outermost first; without the workload itself. */
            ownerChain: components["schemas"]["ObjectReference"][];
            related: components["schemas"]["RelatedObject"][];
            /** @description Of the workload and of its pods, newest first; at most 100. */
            events: components["schemas"]["Event"][];
            labels: {
                [key: string]: string;
            };
            annotations: {
                [key: string]: string;
            };
        };
        /** @description One container of a workload, summed over its pods. */
        WorkloadContainer: {
            name: string;
            /** @enum {string} */
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
            lastTermination?: components["schemas"]["ContainerState"];
        };
        /** @description An object that belongs to a workload or pod. */
        RelatedObject: {
            object: components["schemas"]["ObjectReference"];
            /** @description Such as `scales`, `protects`, `serves`, `mounts`. */
            relation: string;
            health: components["schemas"]["Health"];
            /** @description Such as `3 to 10 replicas, now 10`. */
            detail?: string;
        };
        /** @description One pod with what belongs to it. */
        PodDetail: {
            pod: components["schemas"]["Pod"];
            problems: components["schemas"]["Problem"][];
            containers: components["schemas"]["Container"][];
            conditions: components["schemas"]["Condition"][];
            /** @description Outermost first; without the pod itself. */
            ownerChain: components["schemas"]["ObjectReference"][];
            related: components["schemas"]["RelatedObject"][];
            events: components["schemas"]["Event"][];
            labels: {
                [key: string]: string;
            };
            annotations: {
                [key: string]: string;
            };
        };
        /** @description Health of one catalog entity in all clusters. */
        EntityHealth: {
            entityRef: string;
            /** @description What the entity's annotations select. */
            selector: {
                /** @description Kind/name of one workload. */
                workload?: string;
                kubernetesId?: string;
                labelSelector?: string;
                namespace?: string;
                cluster?: string;
            };
            /** @description Every cluster that was asked, also those with nothing in them or that could not be read. */
            clusters: {
                name: string;
                title: string;
                status: components["schemas"]["ClusterStatus"];
                statusMessage?: string;
                environment?: string;
                stale: boolean;
                /** Format: date-time */
                lastSyncAt?: string;
                workloads: number;
            }[];
            /** @description At most 500. */
            workloads: components["schemas"]["Workload"][];
            total?: number;
            problems: components["schemas"]["Problem"][];
            /** @description Images and versions that are not the same in all clusters. */
            differences: {
                kind: string;
                namespace: string;
                name: string;
                /** @description The image without its tag. */
                container: string;
                values: {
                    /** @description Tag or digest. */
                    value: string;
                    clusters: string[];
                }[];
            }[];
            /** @description Recent rollouts, newest first; at most 20. */
            changes: (components["schemas"]["Change"] & {
                cluster: string;
                object: components["schemas"]["ObjectReference"];
            })[];
        };
        /** @description Something whose peers are discovered, such as a Service in one cluster, and how. */
        PeerTarget: {
            /** @description What push calls it; says nothing to those who may not see it. */
            topic: string;
            /** @description Such as `shop/cart`. */
            name: string;
            cluster?: string;
            namespace?: string;
            service?: string;
            /** @description The discovery method, such as `kubernetes`. */
            method: string;
            /**
             * Format: date-time
             * @description When the peers were last read; absent before the first time.
             */
            checkedAt?: string;
            /** @description Why there are no peers, or none that are current; one sentence that says what to do. */
            message?: string;
            /** @description The peers are those of an earlier reading. */
            stale?: boolean;
        };
        /** @description The last liveness probe of a peer. */
        PeerProbe: {
            /** Format: date-time */
            at: string;
            success: boolean;
            /** @description Until it answered; the least of its last three answers. */
            latencySeconds?: number;
            /** @description The HTTP status it answered. */
            status?: number;
            /** @description Why it failed. */
            message?: string;
            /** @description How many have failed in a row. */
            failures?: number;
            /** @description It answers but has nothing to probe; `message` says how that is known. Its health does not depend on it. */
            absent?: boolean;
        };
        /** @description The last scrape of a peer. */
        PeerScrape: {
            /** Format: date-time */
            at: string;
            /** @description False when it failed; the last good figures are then not counted. */
            up: boolean;
            durationSeconds?: number;
            samples?: number;
            /** @description Of the uncompressed body. */
            bytes?: number;
            /** @description Why it failed. */
            message?: string;
            /** @description How far the peer's clock (its Date header) is ahead of the portal's; absent when it does not say. */
            clockSkewSeconds?: number;
        };
        /** @description One instance of a replicated service. */
        Peer: {
            /** @description Stable while the instance lives: the UID of its pod, or its address. */
            id: string;
            /** @description The name of its pod */
            name: string;
            cluster?: string;
            namespace?: string;
            pod?: string;
            node?: string;
            zone?: string;
            region?: string;
            /** @description The pod's `app.kubernetes.io/version`, or the tag of its image. */
            version?: string;
            /** @description Host and port, such as `10.0.1.7:8080`. */
            address: string;
            /** @description Where it exposes metrics; absent when it is not known to. */
            metricsUrl?: string;
            /**
             * @description Whether it is reached through the API server's pod proxy or directly.
             * @enum {string}
             */
            reach?: "proxy" | "direct";
            labels: {
                [key: string]: string;
            };
            ready?: boolean;
            serving?: boolean;
            terminating?: boolean;
            healthy: boolean;
            health: components["schemas"]["Health"];
            restarts?: number;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            lastSeenAt: string;
            probe?: components["schemas"]["PeerProbe"];
            scrape?: components["schemas"]["PeerScrape"];
        };
        /** @description The peers of a service or entity. */
        Peers: {
            targets: components["schemas"]["PeerTarget"][];
            /** @description At most 1,000, worst first. */
            peers: components["schemas"]["Peer"][];
            total: number;
            /** @description Peers whose last probe or scrape was answered. */
            answered: number;
            /** @description Why there is no target, and what to do; one sentence. */
            message?: string;
        };
        /** @description Targets as Prometheus' HTTP service discovery has them. */
        HttpSdDocument: {
            /** @description Host and port. */
            targets: string[];
            labels: {
                [key: string]: string;
            };
        }[];
        /** @description A number; `NaN` and the infinities as text, since JSON has none. */
        SampleValue: number | ("NaN" | "+Inf" | "-Inf");
        /**
         * @description The type of a family of metrics, as OpenMetrics has it; `untyped` of the older format is `unknown`.
         * @enum {string}
         */
        MetricType: "counter" | "gauge" | "histogram" | "gaugehistogram" | "summary" | "info" | "stateset" | "unknown";
        /**
         * @description The golden signals, and open connections.
         * @enum {string}
         */
        GoldenSignalName: "requestRate" | "errorRate" | "latency" | "saturation" | "activeConnections";
        /** @description One golden signal now. */
        GoldenSignal: {
            signal: components["schemas"]["GoldenSignalName"];
            /** @enum {string} */
            unit: "requestsPerSecond" | "ratio" | "seconds" | "connections";
            /** @description Over all peers; absent when it is not known. Of `latency` the p95. */
            value?: number;
            /** @description Of `latency` only. */
            quantiles?: components["schemas"]["Quantile"][];
            /** @description The same per peer. */
            peers: {
                /** @description Its id. */
                peer: string;
                value?: number;
            }[];
            /** @description The peer that is far from the others. */
            outlier?: {
                peer: string;
                /** @description Such as `cart-7f: 4.1 times the median of 11 peers`. */
                message: string;
            };
            /** @description The families it is made of. */
            families?: string[];
            /** @description Why it is not known */
            message?: string;
        };
        /** @description A quantile of a histogram. */
        Quantile: {
            quantile: number;
            value: components["schemas"]["SampleValue"];
            /** @description The true value is at most so far from it; half the width of its bucket or more. */
            error?: number;
        };
        /** @description One family of metrics in one line. */
        MetricFamily: {
            name: string;
            type: components["schemas"]["MetricType"];
            help?: string;
            unit?: string;
            /** @description Aggregated series (sets of labels). */
            series: number;
            /** @description Peers that expose it. */
            peers: number;
            /** @description Set when peers disagree about it, such as its type or buckets; one sentence. */
            conflict?: string;
        };
        /** @description How the last scrape of a peer went. */
        MetricPeer: {
            id: string;
            name: string;
            cluster?: string;
            up: boolean;
            message?: string;
            /** Format: date-time */
            scrapedAt?: string;
        };
        /** @description What the peers of a service or entity say now. */
        Metrics: {
            targets: components["schemas"]["PeerTarget"][];
            /**
             * Format: date-time
             * @description When the newest of the scrapes was; absent before the first one.
             */
            scrapedAt?: string;
            /** @description Between scrapes. */
            intervalSeconds?: number;
            peers: components["schemas"]["MetricPeer"][];
            total: number;
            answered: number;
            goldenSignals: components["schemas"]["GoldenSignal"][];
            /** @description At most 5,000, by name. */
            families: components["schemas"]["MetricFamily"][];
            /** @description What was left out or does not agree; one sentence each. */
            notices: string[];
        };
        /** @description Buckets of all peers added. */
        AggregatedHistogram: {
            count: components["schemas"]["SampleValue"];
            sum?: components["schemas"]["SampleValue"];
            /** @description False when the bounds of the peers differ and only the common ones are here. */
            exact: boolean;
            /**
             * @description Whether the quantiles are of the observations of the last minute, or, before the second scrape and of gaugehistograms, of all that was counted.
             * @enum {string}
             */
            quantilesOver?: "window" | "all";
            buckets: {
                upperBound: components["schemas"]["SampleValue"];
                /** @description Cumulative. */
                count: components["schemas"]["SampleValue"];
            }[];
            quantiles: components["schemas"]["Quantile"][];
        };
        /** @description Sums and counts of all peers added; quantiles as the range over the peers, since they do not add. */
        AggregatedSummary: {
            count?: components["schemas"]["SampleValue"];
            sum?: components["schemas"]["SampleValue"];
            quantiles: {
                quantile: number;
                minimum: components["schemas"]["SampleValue"];
                maximum: components["schemas"]["SampleValue"];
            }[];
        };
        /** @description One set of labels over all peers that have it. */
        AggregatedSeries: {
            labels: {
                [key: string]: string;
            };
            /** @description Peers that have it. */
            count: number;
            sum?: components["schemas"]["SampleValue"];
            average?: components["schemas"]["SampleValue"];
            minimum?: components["schemas"]["SampleValue"];
            maximum?: components["schemas"]["SampleValue"];
            /** @description Of counters: the increase per second, corrected for resets. Absent before the second scrape. */
            rate?: number;
            histogram?: components["schemas"]["AggregatedHistogram"];
            summary?: components["schemas"]["AggregatedSummary"];
            /** @description Of a stateset: peers in each state. */
            states?: {
                [key: string]: number;
            };
            /** @description One per peer in the order of `peers`; `null` where a peer does not have it. Of histograms and summaries the count. */
            values: (components["schemas"]["SampleValue"] | null)[];
        };
        /** @description One family of metrics with all its series. */
        MetricFamilyDetail: {
            family: components["schemas"]["MetricFamily"];
            peers: components["schemas"]["MetricPeer"][];
            /** @description At most 1000. */
            series: components["schemas"]["AggregatedSeries"][];
            total: number;
        };
        /** @description Where figures over time are from. */
        MetricHistorySource: {
            /** @enum {string} */
            kind: "history" | "prometheus" | "metricsApi" | "kubelet" | "inventory" | "live";
            /** @description For people, such as `Prometheus prod`. */
            name: string;
            /** @description Between the samples it was made of. */
            resolutionSeconds?: number;
        };
        /** @description A golden signal or a family over time. */
        MetricHistory: {
            /** Format: date-time */
            start: string;
            /** Format: date-time */
            end: string;
            stepSeconds: number;
            source?: components["schemas"]["MetricHistorySource"];
            type?: components["schemas"]["MetricType"];
            unit?: string;
            /** @description Seconds since the epoch. */
            times: number[];
            /** @description At most 100, the largest. */
            series: components["schemas"]["HistorySeries"][];
            /** @description Series before the bound. */
            total?: number;
            /** @description Such as a source that answered in part; one sentence each. */
            warnings: string[];
            /** @description Why there is nothing */
            message?: string;
        };
        /** @description One line of a chart, one value per time. */
        HistorySeries: {
            labels: {
                [key: string]: string;
            };
            /**
             * @description What the values are over the peers.
             * @enum {string}
             */
            statistic: "sum" | "average" | "rate" | "ratio" | "p50" | "p95" | "p99" | "value";
            values: (number | null)[];
            minimum?: (number | null)[];
            maximum?: (number | null)[];
            /** @description The same per peer, at most 50; for the outlier and the band. */
            peers?: {
                peer: string;
                name?: string;
                values: (number | null)[];
            }[];
        };
        /** @description CPU, memory, network and storage over time. */
        ResourceMetrics: {
            /** Format: date-time */
            start: string;
            /** Format: date-time */
            end: string;
            stepSeconds: number;
            /** @description Seconds since the epoch. */
            times: number[];
            resources: components["schemas"]["ResourceUsage"][];
            warnings: string[];
        };
        /** @description One resource over time. */
        ResourceUsage: {
            /** @enum {string} */
            resource: "cpu" | "memory" | "networkReceive" | "networkTransmit" | "storage";
            /** @enum {string} */
            unit: "cores" | "bytes" | "bytesPerSecond";
            used?: (number | null)[];
            /** @description Now; absent when nothing is requested. */
            requests?: number;
            /** @description Now. */
            limits?: number;
            /** @description Now: allocatable of nodes, or the size of volumes. */
            capacity?: number;
            source?: components["schemas"]["MetricHistorySource"];
            /** @description Why it is not known */
            message?: string;
        };
        /** @description Something that happened to a workload, for the time axis. */
        TimelineEntry: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            kind: "rollout" | "restart" | "scaling";
            cluster: string;
            object: components["schemas"]["ObjectReference"];
            /** @description One sentence. */
            title: string;
        };
        /** @description What happened, oldest first. */
        Timeline: {
            items: components["schemas"]["TimelineEntry"][];
            total: number;
        };
        /** @description Where metrics of a cluster come from. */
        MetricsSource: {
            name: string;
            /** @enum {string} */
            kind: "peers" | "prometheus" | "metricsApi" | "kubelet";
            /** @description Absent for a source of all clusters. */
            cluster?: string;
            /** @description Named in the configuration; else detected. */
            configured?: boolean;
            /** @description Its URL without credentials */
            address?: string;
            /** @enum {string} */
            status: "available" | "failing" | "absent" | "unknown";
            /** @description What is wrong and what to do, or what was detected. */
            message?: string;
            /** Format: date-time */
            checkedAt?: string;
        };
        /** @description The sources of metrics. */
        MetricsSourceList: {
            items: components["schemas"]["MetricsSource"][];
            total: number;
        };
        /** @description What asking a source gave. */
        MetricsSourceTest: {
            success: boolean;
            version?: string;
            latencySeconds?: number;
            checks: {
                name: string;
                success: boolean;
                message: string;
            }[];
        };
        /** @description State of the mirror of one kind in one cluster. */
        Worker: {
            cluster: string;
            kind: string;
            /** @enum {string} */
            state: "pending" | "listing" | "watching" | "waiting" | "unavailable" | "stopped";
            objects: number;
            /** @description How often list and watch had to begin again. */
            restarts: number;
            /** Format: date-time */
            lastEventAt?: string;
            /** Format: date-time */
            lastListAt?: string;
            /** @description Between the arrival of the newest change and its commit to SQL. */
            lagSeconds?: number;
            resourceVersion?: string;
            /** @description The backend replica that reads the cluster. */
            replica?: string;
            error?: {
                cause: components["schemas"]["SyncErrorCause"];
                message: string;
                /** Format: date-time */
                at: string;
            };
        };
        WorkerList: {
            items: components["schemas"]["Worker"][];
            total: number;
            nextCursor?: string;
        };
        /** @description The text of a kubeconfig. */
        KubeconfigInput: {
            /** @description The text of a kubeconfig. */
            kubeconfig: string;
        };
        /** @description A kubeconfig and which of its contexts is meant. */
        KubeconfigContextInput: {
            kubeconfig: string;
            context: string;
        };
        /** @description What people say of a cluster. */
        ClusterMetadata: {
            title?: string;
            environment?: string;
            description?: string;
            /** @description A catalog entity reference, such as `group:default/platform`. */
            owner?: string;
            tags?: string[];
        };
        /** @description A cluster to register: its name, how it is reached, and what is said of it. */
        ClusterRegistrationInput: components["schemas"]["ClusterMetadata"] & {
            /** @description Unique in the fleet. */
            name: string;
            kubeconfig: string;
            context: string;
        };
        /** @description What is to be different about a registered cluster; what is absent stays. Owner, environment and tags need `portlight.cluster.create` too, because policies decide by them. */
        ClusterUpdate: components["schemas"]["ClusterMetadata"] & {
            /** @description The mirror rests and the cluster is not called broken. */
            maintenance?: boolean;
        };
        /** @description Something of a kubeconfig that is not accepted. */
        KubeconfigRefusal: {
            /** @description Where it stands, such as `users[0].user.exec`. */
            field: string;
            /** @description A stable word, such as `exec`, `file-path`, `address`. */
            code: string;
            /** @description Why */
            message: string;
        };
        /** @description The contexts of a kubeconfig, and what of each is refused. */
        KubeconfigInspection: {
            contexts: {
                name: string;
                /** @description It is the current-context. */
                current: boolean;
                server?: string;
                credentials?: components["schemas"]["CredentialsKind"];
                refusals: components["schemas"]["KubeconfigRefusal"][];
            }[];
        };
        /**
         * @description How a cluster is signed in to.
         * @enum {string}
         */
        CredentialsKind: "token" | "clientCertificate" | "basic" | "exec" | "none";
        /** @description What a cluster answered when it was reached as it would be registered. */
        ClusterTest: {
            /** @description An API server answered; where it refused, `error` says why. */
            reachable: boolean;
            error?: {
                cause: components["schemas"]["SyncErrorCause"];
                message: string;
            };
            server?: string;
            version?: string;
            provider?: string;
            /** @description Of one request on an open connection. */
            latencySeconds?: number;
            nodes?: number;
            /** @description What Portlight does, and which permissions it lacks for it. */
            features: {
                feature: string;
                title: string;
                available: boolean;
                /** @description Why it is not available where no permission is missing. */
                message?: string;
                missing: {
                    apiGroup: string;
                    /** @description Or a path that is no resource, such as `/version`. */
                    resource: string;
                    verb: string;
                }[];
            }[];
            /** @description The ClusterRole with a binding that gives all of it; YAML to apply. */
            manifest: string;
        };
        /** @description How a cluster was registered; never its secrets. */
        ClusterRegistration: {
            name: string;
            server: string;
            context: string;
            credentials: components["schemas"]["CredentialsKind"];
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
            /** @description The name of the key that wraps its data key. */
            encryptionKey?: string;
            metadata?: components["schemas"]["ClusterMetadata"];
        };
        /** @description A backend replica and how many clusters it reads. */
        Replica: {
            name: string;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            lastSeenAt: string;
            /** @description Clusters that it reads. */
            clusters: number;
        };
        ReplicaList: {
            items: components["schemas"]["Replica"][];
            total: number;
        };
        /** @description The keys that protect stored credentials, by name, and how far a rotation is. */
        Encryption: {
            /** @description Clusters can be registered. */
            configured: boolean;
            /** @description Newest first; those that wrap something and are not configured any more come last. */
            keys: {
                name: string;
                known: boolean;
                newest: boolean;
                clusters: number;
            }[];
            rotation?: {
                /** @enum {string} */
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
        /** @description The ClusterRole that a cluster's mirror needs. */
        ClusterRole: {
            /** @description YAML to apply. */
            manifest: string;
            missing: {
                kind: string;
                apiGroup: string;
                resource: string;
                verb: string;
            }[];
        };
        /** @description An amount by resource, in the currency of the report. The parts, the adjustment, the shared cost and the idle share add up to the total. */
        CostBreakdown: {
            cpu: number;
            memory: number;
            gpu: number;
            storage: number;
            network: number;
            loadBalancer: number;
            /** @description Management fees and the like. */
            other: number;
            /** @description What the bill adds or takes away. */
            adjustment: number;
            /** @description Its part of shared cost. */
            shared: number;
            /** @description Its part of idle cost, where idle is shared. */
            idle: number;
            total: number;
        };
        /** @description How much was allocated, requested and used; hours of cores, bytes and devices. */
        ResourceHours: {
            podHours: number;
            cpuHours: number;
            cpuRequestHours: number;
            /** @description Absent where nothing was measured. */
            cpuUsageHours?: number;
            memoryByteHours: number;
            memoryRequestByteHours: number;
            /** @description Absent where nothing was measured. */
            memoryUsageByteHours?: number;
            gpuHours: number;
            storageByteHours: number;
            loadBalancerHours: number;
            networkBytes: number;
        };
        /** @description What was used of what was requested, weighted by cost; 1 is all of it, it may exceed 1. */
        CostEfficiency: {
            cpu?: number;
            memory?: number;
            total?: number;
        };
        /** @description What a row is about: one value per aggregate. */
        CostKey: {
            /** @description Such as `namespace` or `label:app`. */
            aggregate: string;
            /** @description `__idle__`, `__overhead__`, `__unallocated__`, `__unmounted__`, `__shared__` and `__other__` are no names. */
            value: string;
        };
        /** @description One row of a report. */
        CostItem: {
            /** @description The values with `/` between. */
            name: string;
            key: components["schemas"]["CostKey"][];
            /** @enum {string} */
            class: "workload" | "idle" | "overhead" | "unmounted" | "loadBalancer" | "managementFee" | "shared" | "other";
            amounts: components["schemas"]["CostBreakdown"];
            quantities: components["schemas"]["ResourceHours"];
            efficiency: components["schemas"]["CostEfficiency"];
            /** @description Of the total, 0 to 1. */
            share: number;
            /** @description In the window before. */
            previousTotal?: number;
            /** @description Totals by the points of the report; null where no hour was computed. */
            trend: (number | null)[];
            cluster?: string;
            namespace?: string;
            /** @description Of the workload. */
            kind?: string;
            workload?: string;
            /** @description On the last day of the window. */
            owner?: string;
            entity?: string;
        };
        /** @description How much of a cost stands on prices of one source. */
        CostSource: {
            /** @description bill, custom, csv, the name of a provider, seed or default. */
            source: string;
            cost: number;
            share: number;
            version?: string;
            /** @description The date of the prices. */
            at?: string;
        };
        /** @description Something that has to be known to read a report. */
        CostNotice: {
            /** @description A stable word, such as `incomplete-hours`, `default-prices`, `window-clamped`, `requests-only`, `restricted`. */
            code: string;
            message: string;
            clusters?: string[];
            hours?: number;
        };
        /** @description What the month will have cost at its end. */
        CostForecast: {
            /** @description Such as 2026-11. */
            month: string;
            expected: number;
            low: number;
            high: number;
            /** @description In words, with the interval. */
            method: string;
            /** @description Days of history it stands on. */
            days: number;
        };
        /** @description What something cost in a window. */
        CostReport: {
            /** @description ISO 4217. */
            currency: string;
            timeZone: string;
            window: components["schemas"]["CostWindow"];
            /** @enum {string} */
            step: "hour" | "day" | "week" | "month";
            aggregate: string[];
            /** @enum {string} */
            idle: "separate" | "share" | "hide";
            /** @enum {string} */
            policy: "proportional" | "reserved-first";
            /** @description True for a rate of now per hour (direct mode); amounts are then per hour. */
            hourly?: boolean;
            /** @description The beginnings of the points of trends. */
            times: string[];
            total: components["schemas"]["CostItem"];
            /** @description Dearest first; what the limit cut off is the row `other`. */
            items: components["schemas"]["CostItem"][];
            /** @description Rows before the limit. */
            count: number;
            sources: components["schemas"]["CostSource"][];
            coverage: components["schemas"]["CostCoverage"];
            forecast?: components["schemas"]["CostForecast"];
            monthToDate?: number;
            previousMonth?: number;
            notices: components["schemas"]["CostNotice"][];
        };
        /** @description From when until when. */
        CostWindow: {
            /** Format: date-time */
            start: string;
            /** Format: date-time */
            end: string;
            requested: string;
        };
        /** @description How many hours of clusters the report consists of. */
        CostCoverage: {
            expected: number;
            computed: number;
            incomplete: number;
            /** Format: date-time */
            computedUntil?: string;
        };
        /** @description One product: quantity x unit price = cost. */
        CostWorkLine: {
            /** @enum {string} */
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
            /** @description Core-hours, byte-hours, device-hours, hours or bytes. */
            quantity: number;
            unit: string;
            unitPrice: number;
            modelled: number;
            /** @description Of the bill. */
            factor?: number;
            cost: number;
            priceSource: string;
            priceVersion: string;
            priceAt?: string;
            /** @description What an hour of the whole node costs. */
            nodeHourly?: number;
        };
        /** @description The work behind a figure. */
        CostWork: {
            currency: string;
            window: components["schemas"]["CostWindow"];
            lines: components["schemas"]["CostWorkLine"][];
            total: components["schemas"]["CostBreakdown"];
            /** @description Cost in lines beyond the limit. */
            other: number;
            /** @description How demand becomes an allocation, in words with the figures. */
            steps: string[];
            notices: components["schemas"]["CostNotice"][];
        };
        /** @description One cluster in one month. */
        CostAccuracyItem: {
            cluster: string;
            month: string;
            modelled: number;
            /** @description Absent without a bill. */
            billed?: number;
            reconciled?: number;
            /** @description Of the billed, before the factors; 0.05 is 5%. */
            differenceBefore?: number;
            differenceAfter?: number;
            computedHours: number;
            incompleteHours: number;
            missingHours: number;
        };
        /** @description What the modelled cost of a kind of node is multiplied by on a day. */
        CostFactor: {
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
        /** @description How near the modelled cost is to the bill. */
        CostAccuracy: {
            currency: string;
            items: components["schemas"]["CostAccuracyItem"][];
            /** @description The farthest from 1 first, at most 200. */
            factors: components["schemas"]["CostFactor"][];
            sources: components["schemas"]["CostSource"][];
            /** @description Newest first, at most 200. */
            incomplete: components["schemas"]["CostIncompleteHour"][];
            notices: components["schemas"]["CostNotice"][];
        };
        /** @description An hour that was computed from less than all. */
        CostIncompleteHour: {
            cluster: string;
            /** Format: date-time */
            hour: string;
            reasons: string[];
            attempts: number;
            /** Format: date-time */
            nextAttemptAt?: string;
        };
        /** @description A workload that nobody owns. */
        UnownedCost: {
            cluster: string;
            namespace: string;
            kind: string;
            workload: string;
            amount: number;
            share: number;
            previous?: number;
            claim: components["schemas"]["CostClaim"];
        };
        /** @description How to claim a workload. */
        CostClaim: {
            /** @enum {string} */
            kind: "entity" | "label";
            message: string;
            /** @description The entity without an owner. */
            entity?: string;
            /** @description Where the entity is edited. */
            url?: string;
            /** @description YAML. */
            patch?: string;
            /** @description With kubectl. */
            command?: string;
            /** @description The catalog-info.yaml of an entity that would own it. */
            catalogInfo?: string;
        };
        /** @description Workloads that nobody owns. */
        UnownedCostList: {
            items: components["schemas"]["UnownedCost"][];
            total: number;
            /** @description Of all of them. */
            amount: number;
            /** @description Of the visible workload cost. */
            share: number;
            currency: string;
            window: components["schemas"]["CostWindow"];
            notices: components["schemas"]["CostNotice"][];
        };
        /** @description A day that cost other than expected. */
        CostAnomaly: {
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
             * @description The day like it whose cost is nearest to what was expected; causes sum up to the difference of the two days.
             */
            comparedWith?: string;
            /** @description cost - expected. */
            change: number;
            /** @description cost / expected; 0 where nothing was expected. */
            ratio: number;
            causes: components["schemas"]["CostCause"][];
        };
        /** @description What changed on a day. */
        CostCause: {
            /** @enum {string} */
            kind: "newWorkload" | "goneWorkload" | "replicas" | "requests" | "usage" | "price" | "storage" | "other";
            /** @description How much of the change it explains. */
            amount: number;
            message: string;
        };
        /** @description Days that cost other than expected. */
        CostAnomalyList: {
            items: components["schemas"]["CostAnomaly"][];
            total: number;
            currency: string;
            /** @description In words. */
            method: string;
            notices: components["schemas"]["CostNotice"][];
        };
        /** @description Manifests to be priced. */
        CostEstimateInput: {
            /** @description YAML or JSON, several documents. */
            manifests: string;
            cluster: string;
            /** @description For manifests without one. */
            namespace?: string;
            /** @enum {string} */
            compare?: "running" | "manifests" | "nothing";
            /** @description The manifests to compare with. */
            base?: string;
        };
        /** @description One object. */
        CostEstimateItem: {
            kind: string;
            namespace?: string;
            name: string;
            /** @description Pods at one time, on average. */
            replicas: number;
            /** @description Cores requested by one. */
            cpu: number;
            /** @description Bytes requested by one. */
            memory: number;
            gpu: number;
            /** @description Bytes, of all. */
            storage: number;
            monthly: number;
            /** @description At the least an autoscaler allows. */
            monthlyMinimum?: number;
            monthlyMaximum?: number;
            previousMonthly?: number;
            change?: number;
            notes: string[];
        };
        /** @description What manifests will cost. */
        CostEstimate: {
            currency: string;
            cluster: string;
            hoursPerMonth: number;
            monthly: number;
            previousMonthly?: number;
            change?: number;
            items: components["schemas"]["CostEstimateItem"][];
            prices: components["schemas"]["EstimatePrice"][];
            notes: string[];
        };
        /** @description A price that an estimate stands on. */
        EstimatePrice: {
            resource: string;
            unit: string;
            price: number;
            source: string;
            version: string;
        };
        /** @description The hourly job on one cluster. */
        CostJob: {
            cluster: string;
            /** Format: date-time */
            computedUntil?: string;
            /** Format: date-time */
            computedSince?: string;
            /** @description Hours. */
            complete: number;
            incomplete: number;
            /** @description Hours since the first that were not computed. */
            missing: number;
            /** Format: date-time */
            lastRunAt?: string;
            lastSeconds?: number;
            error?: string;
            /** @enum {string} */
            usage: "complete" | "partial" | "requests-only" | "unknown";
            reasons: string[];
        };
        /** @description A backfill. */
        CostBackfill: {
            /** @enum {string} */
            state: "running" | "done" | "failed";
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            until: string;
            /** @description Hours of clusters. */
            done: number;
            total: number;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            finishedAt?: string;
            message?: string;
        };
        /** @description The hourly job. */
        CostJobs: {
            items: components["schemas"]["CostJob"][];
            total: number;
            backfill?: components["schemas"]["CostBackfill"];
        };
        /** @description Which hours. */
        CostBackfillInput: {
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            until: string;
            clusters?: string[];
        };
        /** @description As OpenCost answers; `data` has one object per step with one allocation per name. */
        AllocationAnswer: {
            code: number;
            status?: string;
            message?: string;
            /** @description What of the window is not known. */
            warning?: string;
            data: {
                [key: string]: {
                    [key: string]: unknown;
                };
            }[];
        };
        /** @description As OpenCost answers a summary. */
        AllocationSummaryAnswer: {
            code: number;
            status?: string;
            message?: string;
            /** @description What of the window is not known. */
            warning?: string;
            data: components["schemas"]["AllocationSummaries"];
        };
        /** @description Summaries of allocations by step. */
        AllocationSummaries: {
            /** @description Nanoseconds. */
            step: number;
            window: components["schemas"]["AllocationWindow"];
            sets: {
                allocations: {
                    [key: string]: {
                        [key: string]: unknown;
                    };
                };
                window: components["schemas"]["AllocationWindow"];
            }[];
        };
        /** @description From when until when. */
        AllocationWindow: {
            /** Format: date-time */
            start: string;
            /** Format: date-time */
            end: string;
        };
        /** @description A price in force. */
        Price: {
            id: string;
            cluster: string;
            /** @enum {string} */
            kind: "node" | "storage" | "loadBalancer" | "network" | "managementFee";
            /** @description Instance type, storage class, or what it is for. */
            name: string;
            instanceType?: string;
            capacityType?: string;
            region?: string;
            /** @description How many nodes have it now. */
            nodes?: number;
            /** @description Of a whole node. */
            hourly?: number;
            /** @description Per core and hour. */
            cpu?: number;
            /** @description Per byte and hour. */
            memory?: number;
            /** @description Per device and hour. */
            gpu?: number;
            price?: number;
            /** @description Of `price`. */
            unit?: string;
            source: string;
            version: string;
            at?: string;
            note?: string;
            /** Format: date-time */
            validFrom: string;
        };
        /** @description Prices in force. */
        PriceList: {
            items: components["schemas"]["Price"][];
            total: number;
            currency: string;
            notices: components["schemas"]["CostNotice"][];
        };
        /** @description An imported bill. */
        Bill: {
            id: string;
            name: string;
            /** @description csv, focus-1.2 or focus-1.3. */
            format: string;
            /** Format: date-time */
            importedAt: string;
            importedBy?: string;
            /** Format: date-time */
            start: string;
            /** Format: date-time */
            end: string;
            lines: number;
            /** @description Lines that belong to nodes of the fleet. */
            matched: number;
            /** @description Of these lines, in the currency of the report. */
            billed: number;
            currency: string;
            clusters: string[];
        };
        /** @description Imported bills. */
        BillList: {
            items: components["schemas"]["Bill"][];
            total: number;
        };
        /** @description A line that was not taken. */
        BillError: {
            line: number;
            column?: string;
            code: string;
            message: string;
        };
        /** @description What became of an import. */
        BillImport: {
            stored: boolean;
            bill?: components["schemas"]["Bill"];
            lines: number;
            matched: number;
            duplicates: number;
            otherMonths: number;
            refused: number;
            /** @description The first 100. */
            errors: components["schemas"]["BillError"][];
            billed: number;
            modelled: number;
            differenceBefore?: number;
            differenceAfter?: number;
            factors: components["schemas"]["CostFactor"][];
            notices: components["schemas"]["CostNotice"][];
        };
        /** @description Whose cost is budgeted; one of these, a namespace with its cluster or in all. */
        BudgetScope: {
            owner?: string;
            cluster?: string;
            namespace?: string;
            costCenter?: string;
            team?: string;
            system?: string;
            fleet?: boolean;
        };
        /** @description A budget. */
        BudgetInput: {
            name: string;
            scope: components["schemas"]["BudgetScope"];
            /** @description Per calendar month. */
            amount: number;
            /** @description Of the amount, such as 0.8; each is notified once a month. */
            thresholds?: number[];
            /** @description Also when the forecast exceeds the amount; default true. */
            notifyForecast?: boolean;
            /** @description Entity references; the owner of the scope when absent. */
            recipients?: string[];
        };
        /** @description A budget and how it stands. */
        Budget: {
            id: string;
            name: string;
            scope: components["schemas"]["BudgetScope"];
            amount: number;
            currency: string;
            thresholds: number[];
            notifyForecast: boolean;
            recipients: string[];
            /**
             * @description Where it is set: here, or in the configuration of the portal, where it is changed too.
             * @enum {string}
             */
            source: "portal" | "configuration";
            /**
             * Format: date-time
             * @description Absent for one of the configuration.
             */
            createdAt?: string;
            /** @description Who set it; absent for one of the configuration. */
            createdBy?: string;
            month: string;
            spent: number;
            ratio: number;
            forecast?: components["schemas"]["CostForecast"];
            /** @description Why there is none. */
            noForecast?: string;
            /** @enum {string} */
            state: "ok" | "warning" | "forecast" | "exceeded";
            /** @description Thresholds that were reached this month. */
            reached: number[];
            /** @description Whether who asks may change it here. */
            editable: boolean;
            /** @description By day of this month. */
            trend: number[];
        };
        /** @description Budgets. */
        BudgetList: {
            items: components["schemas"]["Budget"][];
            total: number;
            currency: string;
        };
        /** @description What one container should request. */
        RightsizingContainer: {
            name: string;
            /** @description Cores, as it is. */
            cpuRequest?: number;
            /** @description Bytes, as it is. */
            memoryRequest?: number;
            cpuLimit?: number;
            memoryLimit?: number;
            /** @description Cores; absent where nothing can be said. */
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
            /** @description Times it ran out of memory. */
            outOfMemory: number;
            /** @description Why so, and what hinders. */
            notes: string[];
        };
        /** @description What one workload should request. */
        Rightsizing: {
            cluster: string;
            namespace: string;
            kind: string;
            workload: string;
            owner?: string;
            replicas: number;
            containers: components["schemas"]["RightsizingContainer"][];
            /** @enum {string} */
            confidence: "low" | "medium" | "high";
            /** @description Per month; negative where it should request more. */
            theoreticalSaving: number;
            /** @enum {string} */
            severity: "critical" | "warning" | "ok" | "unknown";
            /** @description Strategic merge patch, YAML; absent where nothing changes. */
            patch?: string;
            command?: string;
            autoscaler?: components["schemas"]["RightsizingAutoscaler"];
            notes: string[];
        };
        /** @description The autoscaler of a workload. */
        RightsizingAutoscaler: {
            name: string;
            minReplicas: number;
            maxReplicas: number;
            /** @description Percent. */
            targetCpu?: number;
            /** @description Percent that keeps its behaviour with the new request. */
            newTargetCpu?: number;
        };
        /** @description What of the saving of a cluster becomes money, because nodes can go. */
        RealisableSaving: {
            cluster: string;
            nodes: number;
            nodesNeeded: number;
            removable: string[];
            monthly: number;
            message: string;
        };
        /** @description What containers should request. */
        RightsizingReport: {
            /** @enum {string} */
            strategy: "portlight" | "vpa" | "krr";
            currency: string;
            items: components["schemas"]["Rightsizing"][];
            total: number;
            /** @description Per month, of all. */
            theoreticalSaving: number;
            /** @description Only for clusters that may be seen as a whole. */
            realisable: components["schemas"]["RealisableSaving"][];
            notices: components["schemas"]["CostNotice"][];
        };
        /**
         * @description What an advice is about.
         * @enum {string}
         */
        RightsizingAdviceType: "resourceQuota" | "limitRange" | "horizontalPodAutoscaler" | "abandonedWorkload" | "orphanedVolume" | "orphanedLoadBalancer";
        /** @description Something that should be different. */
        RightsizingAdvice: {
            type: components["schemas"]["RightsizingAdviceType"];
            cluster: string;
            namespace?: string;
            kind: string;
            name: string;
            owner?: string;
            message: string;
            /** Format: date-time */
            since?: string;
            /** @enum {string} */
            confidence: "low" | "medium" | "high";
            monthlySaving?: number;
            /** @description YAML. */
            patch?: string;
            command?: string;
            notes: string[];
        };
        /** @description Advice. */
        RightsizingAdviceList: {
            items: components["schemas"]["RightsizingAdvice"][];
            total: number;
            currency: string;
            monthlySaving: number;
            notices: components["schemas"]["CostNotice"][];
        };
    };
    responses: {
        /** @description What went wrong, as a problem document (RFC 9457). */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem9457"];
            };
        };
        /** @description What went wrong, as OpenCost says it. */
        AllocationError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AllocationProblem"];
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
        adviceTypes: components["schemas"]["RightsizingAdviceType"][];
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
        health: components["schemas"]["HealthStatus"][];
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
        severities: components["schemas"]["Severity"][];
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
        signal: components["schemas"]["GoldenSignalName"];
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
                cluster?: components["parameters"]["clusters"];
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
                    "application/json": components["schemas"]["FleetHealth"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listProblemGroups: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
                /** @description Only these namespaces. */
                namespace?: components["parameters"]["namespaces"];
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: components["parameters"]["owners"];
                cause?: components["parameters"]["causes"];
                severity?: components["parameters"]["severities"];
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: components["parameters"]["search"];
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: components["parameters"]["sort"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
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
                    "application/json": components["schemas"]["ProblemGroupList"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listProblems: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
                /** @description Only these namespaces. */
                namespace?: components["parameters"]["namespaces"];
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: components["parameters"]["owners"];
                cause?: components["parameters"]["causes"];
                severity?: components["parameters"]["severities"];
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: components["parameters"]["search"];
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: components["parameters"]["sort"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
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
                    "application/json": components["schemas"]["ProblemList"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listNamespaces: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
                /** @description Only these namespaces. */
                namespace?: components["parameters"]["namespaces"];
                /** @description Only these kinds, such as `Deployment`. */
                kind?: components["parameters"]["kinds"];
                /** @description Only objects of exactly these names. */
                name?: components["parameters"]["names"];
                namePrefix?: components["parameters"]["namePrefix"];
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: components["parameters"]["search"];
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: components["parameters"]["labelSelector"];
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: components["parameters"]["owners"];
                health?: components["parameters"]["health"];
                phase?: components["parameters"]["phases"];
                /** @description Only pods on these nodes. */
                node?: components["parameters"]["nodes"];
                /** @description Only objects that run an image with this text in it. */
                image?: components["parameters"]["image"];
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: components["parameters"]["workload"];
                createdSince?: components["parameters"]["createdSince"];
                createdBefore?: components["parameters"]["createdBefore"];
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: components["parameters"]["sort"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
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
                    "application/json": components["schemas"]["NamespaceList"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listNodes: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
                /** @description Only these namespaces. */
                namespace?: components["parameters"]["namespaces"];
                /** @description Only these kinds, such as `Deployment`. */
                kind?: components["parameters"]["kinds"];
                /** @description Only objects of exactly these names. */
                name?: components["parameters"]["names"];
                namePrefix?: components["parameters"]["namePrefix"];
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: components["parameters"]["search"];
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: components["parameters"]["labelSelector"];
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: components["parameters"]["owners"];
                health?: components["parameters"]["health"];
                phase?: components["parameters"]["phases"];
                /** @description Only pods on these nodes. */
                node?: components["parameters"]["nodes"];
                /** @description Only objects that run an image with this text in it. */
                image?: components["parameters"]["image"];
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: components["parameters"]["workload"];
                createdSince?: components["parameters"]["createdSince"];
                createdBefore?: components["parameters"]["createdBefore"];
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: components["parameters"]["sort"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
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
                    "application/json": components["schemas"]["NodeList"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listWorkloads: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
                /** @description Only these namespaces. */
                namespace?: components["parameters"]["namespaces"];
                /** @description Only these kinds, such as `Deployment`. */
                kind?: components["parameters"]["kinds"];
                /** @description Only objects of exactly these names. */
                name?: components["parameters"]["names"];
                namePrefix?: components["parameters"]["namePrefix"];
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: components["parameters"]["search"];
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: components["parameters"]["labelSelector"];
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: components["parameters"]["owners"];
                health?: components["parameters"]["health"];
                phase?: components["parameters"]["phases"];
                /** @description Only pods on these nodes. */
                node?: components["parameters"]["nodes"];
                /** @description Only objects that run an image with this text in it. */
                image?: components["parameters"]["image"];
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: components["parameters"]["workload"];
                createdSince?: components["parameters"]["createdSince"];
                createdBefore?: components["parameters"]["createdBefore"];
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: components["parameters"]["sort"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
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
                    "application/json": components["schemas"]["WorkloadList"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listPods: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
                /** @description Only these namespaces. */
                namespace?: components["parameters"]["namespaces"];
                /** @description Only these kinds, such as `Deployment`. */
                kind?: components["parameters"]["kinds"];
                /** @description Only objects of exactly these names. */
                name?: components["parameters"]["names"];
                namePrefix?: components["parameters"]["namePrefix"];
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: components["parameters"]["search"];
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: components["parameters"]["labelSelector"];
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: components["parameters"]["owners"];
                health?: components["parameters"]["health"];
                phase?: components["parameters"]["phases"];
                /** @description Only pods on these nodes. */
                node?: components["parameters"]["nodes"];
                /** @description Only objects that run an image with this text in it. */
                image?: components["parameters"]["image"];
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: components["parameters"]["workload"];
                createdSince?: components["parameters"]["createdSince"];
                createdBefore?: components["parameters"]["createdBefore"];
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: components["parameters"]["sort"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
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
                    "application/json": components["schemas"]["PodList"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listObjects: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
                /** @description Only these namespaces. */
                namespace?: components["parameters"]["namespaces"];
                /** @description Only these kinds, such as `Deployment`. */
                kind?: components["parameters"]["kinds"];
                /** @description Only objects of exactly these names. */
                name?: components["parameters"]["names"];
                namePrefix?: components["parameters"]["namePrefix"];
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: components["parameters"]["search"];
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: components["parameters"]["labelSelector"];
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: components["parameters"]["owners"];
                health?: components["parameters"]["health"];
                phase?: components["parameters"]["phases"];
                /** @description Only pods on these nodes. */
                node?: components["parameters"]["nodes"];
                /** @description Only objects that run an image with this text in it. */
                image?: components["parameters"]["image"];
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: components["parameters"]["workload"];
                createdSince?: components["parameters"]["createdSince"];
                createdBefore?: components["parameters"]["createdBefore"];
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: components["parameters"]["sort"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
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
                    "application/json": components["schemas"]["ObjectList"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
                /** @description Only these namespaces. */
                namespace?: components["parameters"]["namespaces"];
                type?: components["parameters"]["eventTypes"];
                reason?: components["parameters"]["eventReasons"];
                involvedKind?: components["parameters"]["involvedKind"];
                involvedName?: components["parameters"]["involvedName"];
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: components["parameters"]["search"];
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: components["parameters"]["sort"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
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
                    "application/json": components["schemas"]["EventList"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listClusters: {
        parameters: {
            query?: {
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: components["parameters"]["search"];
                status?: components["schemas"]["ClusterStatus"][];
                environment?: string[];
                provider?: string[];
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: components["parameters"]["sort"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
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
                    "application/json": components["schemas"]["ClusterList"];
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
                "application/json": components["schemas"]["ClusterRegistrationInput"];
            };
        };
        responses: {
            /** @description The cluster, before it has been read. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cluster"];
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
                "application/json": components["schemas"]["KubeconfigInput"];
            };
        };
        responses: {
            /** @description The contexts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KubeconfigInspection"];
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
                "application/json": components["schemas"]["KubeconfigContextInput"];
            };
        };
        responses: {
            /** @description What was found; a cluster that cannot be reached is an answer too. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClusterTest"];
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
                cluster: components["parameters"]["cluster"];
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
                    "application/json": components["schemas"]["Cluster"];
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
                cluster: components["parameters"]["cluster"];
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
                cluster: components["parameters"]["cluster"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClusterUpdate"];
            };
        };
        responses: {
            /** @description The cluster as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cluster"];
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
                cluster: components["parameters"]["cluster"];
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
                    "application/json": components["schemas"]["ClusterRegistration"];
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
                cluster: components["parameters"]["cluster"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KubeconfigContextInput"];
            };
        };
        responses: {
            /** @description The registration as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClusterRegistration"];
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
                cluster: components["parameters"]["cluster"];
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
                    "application/json": components["schemas"]["FleetHealth"];
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
                cluster: components["parameters"]["cluster"];
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
                cluster: components["parameters"]["cluster"];
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
                    "application/json": components["schemas"]["ClusterRole"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listClusterNamespaces: {
        parameters: {
            query?: {
                /** @description Only these namespaces. */
                namespace?: components["parameters"]["namespaces"];
                /** @description Only these kinds, such as `Deployment`. */
                kind?: components["parameters"]["kinds"];
                /** @description Only objects of exactly these names. */
                name?: components["parameters"]["names"];
                namePrefix?: components["parameters"]["namePrefix"];
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: components["parameters"]["search"];
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: components["parameters"]["labelSelector"];
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: components["parameters"]["owners"];
                health?: components["parameters"]["health"];
                phase?: components["parameters"]["phases"];
                /** @description Only pods on these nodes. */
                node?: components["parameters"]["nodes"];
                /** @description Only objects that run an image with this text in it. */
                image?: components["parameters"]["image"];
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: components["parameters"]["workload"];
                createdSince?: components["parameters"]["createdSince"];
                createdBefore?: components["parameters"]["createdBefore"];
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: components["parameters"]["sort"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                cluster: components["parameters"]["cluster"];
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
                    "application/json": components["schemas"]["NamespaceList"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listClusterNodes: {
        parameters: {
            query?: {
                /** @description Only these namespaces. */
                namespace?: components["parameters"]["namespaces"];
                /** @description Only these kinds, such as `Deployment`. */
                kind?: components["parameters"]["kinds"];
                /** @description Only objects of exactly these names. */
                name?: components["parameters"]["names"];
                namePrefix?: components["parameters"]["namePrefix"];
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: components["parameters"]["search"];
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: components["parameters"]["labelSelector"];
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: components["parameters"]["owners"];
                health?: components["parameters"]["health"];
                phase?: components["parameters"]["phases"];
                /** @description Only pods on these nodes. */
                node?: components["parameters"]["nodes"];
                /** @description Only objects that run an image with this text in it. */
                image?: components["parameters"]["image"];
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: components["parameters"]["workload"];
                createdSince?: components["parameters"]["createdSince"];
                createdBefore?: components["parameters"]["createdBefore"];
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: components["parameters"]["sort"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                cluster: components["parameters"]["cluster"];
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
                    "application/json": components["schemas"]["NodeList"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listClusterWorkloads: {
        parameters: {
            query?: {
                /** @description Only these namespaces. */
                namespace?: components["parameters"]["namespaces"];
                /** @description Only these kinds, such as `Deployment`. */
                kind?: components["parameters"]["kinds"];
                /** @description Only objects of exactly these names. */
                name?: components["parameters"]["names"];
                namePrefix?: components["parameters"]["namePrefix"];
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: components["parameters"]["search"];
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: components["parameters"]["labelSelector"];
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: components["parameters"]["owners"];
                health?: components["parameters"]["health"];
                phase?: components["parameters"]["phases"];
                /** @description Only pods on these nodes. */
                node?: components["parameters"]["nodes"];
                /** @description Only objects that run an image with this text in it. */
                image?: components["parameters"]["image"];
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: components["parameters"]["workload"];
                createdSince?: components["parameters"]["createdSince"];
                createdBefore?: components["parameters"]["createdBefore"];
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: components["parameters"]["sort"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                cluster: components["parameters"]["cluster"];
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
                    "application/json": components["schemas"]["WorkloadList"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listClusterPods: {
        parameters: {
            query?: {
                /** @description Only these namespaces. */
                namespace?: components["parameters"]["namespaces"];
                /** @description Only these kinds, such as `Deployment`. */
                kind?: components["parameters"]["kinds"];
                /** @description Only objects of exactly these names. */
                name?: components["parameters"]["names"];
                namePrefix?: components["parameters"]["namePrefix"];
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: components["parameters"]["search"];
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: components["parameters"]["labelSelector"];
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: components["parameters"]["owners"];
                health?: components["parameters"]["health"];
                phase?: components["parameters"]["phases"];
                /** @description Only pods on these nodes. */
                node?: components["parameters"]["nodes"];
                /** @description Only objects that run an image with this text in it. */
                image?: components["parameters"]["image"];
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: components["parameters"]["workload"];
                createdSince?: components["parameters"]["createdSince"];
                createdBefore?: components["parameters"]["createdBefore"];
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: components["parameters"]["sort"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                cluster: components["parameters"]["cluster"];
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
                    "application/json": components["schemas"]["PodList"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listClusterEvents: {
        parameters: {
            query?: {
                /** @description Only these namespaces. */
                namespace?: components["parameters"]["namespaces"];
                type?: components["parameters"]["eventTypes"];
                reason?: components["parameters"]["eventReasons"];
                involvedKind?: components["parameters"]["involvedKind"];
                involvedName?: components["parameters"]["involvedName"];
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: components["parameters"]["search"];
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: components["parameters"]["sort"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                cluster: components["parameters"]["cluster"];
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
                    "application/json": components["schemas"]["EventList"];
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
                cluster: components["parameters"]["cluster"];
                name: components["parameters"]["name"];
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
                    "application/json": components["schemas"]["NodeDetail"];
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
                cluster: components["parameters"]["cluster"];
                namespace: components["parameters"]["namespace"];
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
                    "application/json": components["schemas"]["Namespace"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listNamespaceWorkloads: {
        parameters: {
            query?: {
                /** @description Only these kinds, such as `Deployment`. */
                kind?: components["parameters"]["kinds"];
                /** @description Only objects of exactly these names. */
                name?: components["parameters"]["names"];
                namePrefix?: components["parameters"]["namePrefix"];
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: components["parameters"]["search"];
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: components["parameters"]["labelSelector"];
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: components["parameters"]["owners"];
                health?: components["parameters"]["health"];
                phase?: components["parameters"]["phases"];
                /** @description Only pods on these nodes. */
                node?: components["parameters"]["nodes"];
                /** @description Only objects that run an image with this text in it. */
                image?: components["parameters"]["image"];
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: components["parameters"]["workload"];
                createdSince?: components["parameters"]["createdSince"];
                createdBefore?: components["parameters"]["createdBefore"];
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: components["parameters"]["sort"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                cluster: components["parameters"]["cluster"];
                namespace: components["parameters"]["namespace"];
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
                    "application/json": components["schemas"]["WorkloadList"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listNamespacePods: {
        parameters: {
            query?: {
                /** @description Only these kinds, such as `Deployment`. */
                kind?: components["parameters"]["kinds"];
                /** @description Only objects of exactly these names. */
                name?: components["parameters"]["names"];
                namePrefix?: components["parameters"]["namePrefix"];
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: components["parameters"]["search"];
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: components["parameters"]["labelSelector"];
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: components["parameters"]["owners"];
                health?: components["parameters"]["health"];
                phase?: components["parameters"]["phases"];
                /** @description Only pods on these nodes. */
                node?: components["parameters"]["nodes"];
                /** @description Only objects that run an image with this text in it. */
                image?: components["parameters"]["image"];
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: components["parameters"]["workload"];
                createdSince?: components["parameters"]["createdSince"];
                createdBefore?: components["parameters"]["createdBefore"];
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: components["parameters"]["sort"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                cluster: components["parameters"]["cluster"];
                namespace: components["parameters"]["namespace"];
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
                    "application/json": components["schemas"]["PodList"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listNamespaceEvents: {
        parameters: {
            query?: {
                type?: components["parameters"]["eventTypes"];
                reason?: components["parameters"]["eventReasons"];
                involvedKind?: components["parameters"]["involvedKind"];
                involvedName?: components["parameters"]["involvedName"];
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: components["parameters"]["search"];
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: components["parameters"]["sort"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                cluster: components["parameters"]["cluster"];
                namespace: components["parameters"]["namespace"];
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
                    "application/json": components["schemas"]["EventList"];
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
                cluster: components["parameters"]["cluster"];
                namespace: components["parameters"]["namespace"];
                kind: components["parameters"]["kind"];
                name: components["parameters"]["name"];
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
                    "application/json": components["schemas"]["WorkloadDetail"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listWorkloadPods: {
        parameters: {
            query?: {
                /** @description Only objects of exactly these names. */
                name?: components["parameters"]["names"];
                namePrefix?: components["parameters"]["namePrefix"];
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: components["parameters"]["search"];
                /** @description A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`. */
                labelSelector?: components["parameters"]["labelSelector"];
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: components["parameters"]["owners"];
                health?: components["parameters"]["health"];
                phase?: components["parameters"]["phases"];
                /** @description Only pods on these nodes. */
                node?: components["parameters"]["nodes"];
                /** @description Only objects that run an image with this text in it. */
                image?: components["parameters"]["image"];
                createdSince?: components["parameters"]["createdSince"];
                createdBefore?: components["parameters"]["createdBefore"];
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: components["parameters"]["sort"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                cluster: components["parameters"]["cluster"];
                namespace: components["parameters"]["namespace"];
                kind: components["parameters"]["kind"];
                name: components["parameters"]["name"];
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
                    "application/json": components["schemas"]["PodList"];
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
                cluster: components["parameters"]["cluster"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
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
                    "application/json": components["schemas"]["PodDetail"];
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
                kind: components["parameters"]["entityKind"];
                namespace: components["parameters"]["entityNamespace"];
                name: components["parameters"]["entityName"];
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
                    "application/json": components["schemas"]["EntityHealth"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getEntityPeers: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
            };
            header?: never;
            path: {
                kind: components["parameters"]["entityKind"];
                namespace: components["parameters"]["entityNamespace"];
                name: components["parameters"]["entityName"];
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
                    "application/json": components["schemas"]["Peers"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getEntityHttpSd: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
            };
            header?: never;
            path: {
                kind: components["parameters"]["entityKind"];
                namespace: components["parameters"]["entityNamespace"];
                name: components["parameters"]["entityName"];
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
                    "application/json": components["schemas"]["HttpSdDocument"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getEntityMetrics: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
            };
            header?: never;
            path: {
                kind: components["parameters"]["entityKind"];
                namespace: components["parameters"]["entityNamespace"];
                name: components["parameters"]["entityName"];
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
                    "application/json": components["schemas"]["Metrics"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getEntityMetricFamily: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
            };
            header?: never;
            path: {
                kind: components["parameters"]["entityKind"];
                namespace: components["parameters"]["entityNamespace"];
                name: components["parameters"]["entityName"];
                family: components["parameters"]["family"];
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
                    "application/json": components["schemas"]["MetricFamilyDetail"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getEntityMetricHistory: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
                /** @description The golden signal; this or `family`. */
                signal?: components["parameters"]["signal"];
                /** @description The family of metrics; this or `signal`. */
                family?: components["parameters"]["familyName"];
                /** @description Only series with these labels, each as `name=value`. */
                label?: components["parameters"]["labelMatchers"];
                /** @description Beginning of the range; an hour before its end when absent. */
                since?: components["parameters"]["since"];
                /** @description End of the range; now when absent. */
                until?: components["parameters"]["until"];
                /** @description Seconds between points; chosen for about 240 points when absent. More than 11,000 points are refused. */
                step?: components["parameters"]["step"];
            };
            header?: never;
            path: {
                kind: components["parameters"]["entityKind"];
                namespace: components["parameters"]["entityNamespace"];
                name: components["parameters"]["entityName"];
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
                    "application/json": components["schemas"]["MetricHistory"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getEntityTimeline: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
                /** @description Beginning of the range; an hour before its end when absent. */
                since?: components["parameters"]["since"];
                /** @description End of the range; now when absent. */
                until?: components["parameters"]["until"];
            };
            header?: never;
            path: {
                kind: components["parameters"]["entityKind"];
                namespace: components["parameters"]["entityNamespace"];
                name: components["parameters"]["entityName"];
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
                    "application/json": components["schemas"]["Timeline"];
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
                cluster: components["parameters"]["cluster"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
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
                    "application/json": components["schemas"]["Peers"];
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
                cluster: components["parameters"]["cluster"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
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
                    "application/json": components["schemas"]["HttpSdDocument"];
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
                cluster: components["parameters"]["cluster"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
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
                    "application/json": components["schemas"]["Metrics"];
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
                cluster: components["parameters"]["cluster"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
                family: components["parameters"]["family"];
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
                    "application/json": components["schemas"]["MetricFamilyDetail"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getServiceMetricHistory: {
        parameters: {
            query?: {
                /** @description The golden signal; this or `family`. */
                signal?: components["parameters"]["signal"];
                /** @description The family of metrics; this or `signal`. */
                family?: components["parameters"]["familyName"];
                /** @description Only series with these labels, each as `name=value`. */
                label?: components["parameters"]["labelMatchers"];
                /** @description Beginning of the range; an hour before its end when absent. */
                since?: components["parameters"]["since"];
                /** @description End of the range; now when absent. */
                until?: components["parameters"]["until"];
                /** @description Seconds between points; chosen for about 240 points when absent. More than 11,000 points are refused. */
                step?: components["parameters"]["step"];
            };
            header?: never;
            path: {
                cluster: components["parameters"]["cluster"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
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
                    "application/json": components["schemas"]["MetricHistory"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getClusterMetrics: {
        parameters: {
            query?: {
                /** @description Beginning of the range; an hour before its end when absent. */
                since?: components["parameters"]["since"];
                /** @description End of the range; now when absent. */
                until?: components["parameters"]["until"];
                /** @description Seconds between points; chosen for about 240 points when absent. More than 11,000 points are refused. */
                step?: components["parameters"]["step"];
            };
            header?: never;
            path: {
                cluster: components["parameters"]["cluster"];
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
                    "application/json": components["schemas"]["ResourceMetrics"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getNamespaceMetrics: {
        parameters: {
            query?: {
                /** @description Beginning of the range; an hour before its end when absent. */
                since?: components["parameters"]["since"];
                /** @description End of the range; now when absent. */
                until?: components["parameters"]["until"];
                /** @description Seconds between points; chosen for about 240 points when absent. More than 11,000 points are refused. */
                step?: components["parameters"]["step"];
            };
            header?: never;
            path: {
                cluster: components["parameters"]["cluster"];
                namespace: components["parameters"]["namespace"];
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
                    "application/json": components["schemas"]["ResourceMetrics"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getNodeMetrics: {
        parameters: {
            query?: {
                /** @description Beginning of the range; an hour before its end when absent. */
                since?: components["parameters"]["since"];
                /** @description End of the range; now when absent. */
                until?: components["parameters"]["until"];
                /** @description Seconds between points; chosen for about 240 points when absent. More than 11,000 points are refused. */
                step?: components["parameters"]["step"];
            };
            header?: never;
            path: {
                cluster: components["parameters"]["cluster"];
                name: components["parameters"]["name"];
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
                    "application/json": components["schemas"]["ResourceMetrics"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getWorkloadMetrics: {
        parameters: {
            query?: {
                /** @description Beginning of the range; an hour before its end when absent. */
                since?: components["parameters"]["since"];
                /** @description End of the range; now when absent. */
                until?: components["parameters"]["until"];
                /** @description Seconds between points; chosen for about 240 points when absent. More than 11,000 points are refused. */
                step?: components["parameters"]["step"];
            };
            header?: never;
            path: {
                cluster: components["parameters"]["cluster"];
                namespace: components["parameters"]["namespace"];
                kind: components["parameters"]["kind"];
                name: components["parameters"]["name"];
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
                    "application/json": components["schemas"]["ResourceMetrics"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getPodMetrics: {
        parameters: {
            query?: {
                /** @description Beginning of the range; an hour before its end when absent. */
                since?: components["parameters"]["since"];
                /** @description End of the range; now when absent. */
                until?: components["parameters"]["until"];
                /** @description Seconds between points; chosen for about 240 points when absent. More than 11,000 points are refused. */
                step?: components["parameters"]["step"];
            };
            header?: never;
            path: {
                cluster: components["parameters"]["cluster"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
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
                    "application/json": components["schemas"]["ResourceMetrics"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getTimeline: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
                /** @description Only these namespaces. */
                namespace?: components["parameters"]["namespaces"];
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: components["parameters"]["workload"];
                /** @description Beginning of the range; an hour before its end when absent. */
                since?: components["parameters"]["since"];
                /** @description End of the range; now when absent. */
                until?: components["parameters"]["until"];
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
                    "application/json": components["schemas"]["Timeline"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getHttpSd: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
                /** @description Only these namespaces. */
                namespace?: components["parameters"]["namespaces"];
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
                    "application/json": components["schemas"]["HttpSdDocument"];
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
                    "application/json": components["schemas"]["MetricsSourceList"];
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
                    "application/json": components["schemas"]["MetricsSourceTest"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getFleetCosts: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
                /** @description As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
                window?: components["parameters"]["costWindow"];
                /** @description The length of the points of the trend; chosen by the window when absent. */
                step?: components["parameters"]["costStep"];
                /** @description By what: cluster, node, namespace, workload, kind, owner, system, domain, entity, team, costCenter, service, pod, container, `label:NAME`, `annotation:NAME` or all; several make one row per combination. */
                aggregate?: components["parameters"]["costAggregate"];
                /** @description OpenCost's filter language v2.1, such as `namespace:"shop"+label[app]:"cart","web"`. A filter never changes the figures of a row. */
                filter?: components["parameters"]["costFilter"];
                /** @description What becomes of idle cost: a row of its own (default), shared in proportion, or left out. */
                idle?: components["parameters"]["costIdle"];
                /** @description Namespaces whose cost all others share; those configured when absent. */
                shareNamespaces?: components["parameters"]["costShareNamespaces"];
                /** @description Labels, each as `name=value`, whose workloads all others share. */
                shareLabels?: components["parameters"]["costShareLabels"];
                /** @description A flat cost per month that all share, in the currency of the report. */
                shareCost?: components["parameters"]["costShareCost"];
                /** @description How shared cost is split. */
                shareSplit?: components["parameters"]["costShareSplit"];
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: components["parameters"]["costLimit"];
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
                    "application/json": components["schemas"]["CostReport"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getClusterCosts: {
        parameters: {
            query?: {
                /** @description As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
                window?: components["parameters"]["costWindow"];
                /** @description The length of the points of the trend; chosen by the window when absent. */
                step?: components["parameters"]["costStep"];
                /** @description By what: cluster, node, namespace, workload, kind, owner, system, domain, entity, team, costCenter, service, pod, container, `label:NAME`, `annotation:NAME` or all; several make one row per combination. */
                aggregate?: components["parameters"]["costAggregate"];
                /** @description OpenCost's filter language v2.1, such as `namespace:"shop"+label[app]:"cart","web"`. A filter never changes the figures of a row. */
                filter?: components["parameters"]["costFilter"];
                /** @description What becomes of idle cost: a row of its own (default), shared in proportion, or left out. */
                idle?: components["parameters"]["costIdle"];
                /** @description Namespaces whose cost all others share; those configured when absent. */
                shareNamespaces?: components["parameters"]["costShareNamespaces"];
                /** @description Labels, each as `name=value`, whose workloads all others share. */
                shareLabels?: components["parameters"]["costShareLabels"];
                /** @description A flat cost per month that all share, in the currency of the report. */
                shareCost?: components["parameters"]["costShareCost"];
                /** @description How shared cost is split. */
                shareSplit?: components["parameters"]["costShareSplit"];
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: components["parameters"]["costLimit"];
            };
            header?: never;
            path: {
                cluster: components["parameters"]["cluster"];
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
                    "application/json": components["schemas"]["CostReport"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getNamespaceCosts: {
        parameters: {
            query?: {
                /** @description As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
                window?: components["parameters"]["costWindow"];
                /** @description The length of the points of the trend; chosen by the window when absent. */
                step?: components["parameters"]["costStep"];
                /** @description By what: cluster, node, namespace, workload, kind, owner, system, domain, entity, team, costCenter, service, pod, container, `label:NAME`, `annotation:NAME` or all; several make one row per combination. */
                aggregate?: components["parameters"]["costAggregate"];
                /** @description OpenCost's filter language v2.1, such as `namespace:"shop"+label[app]:"cart","web"`. A filter never changes the figures of a row. */
                filter?: components["parameters"]["costFilter"];
                /** @description What becomes of idle cost: a row of its own (default), shared in proportion, or left out. */
                idle?: components["parameters"]["costIdle"];
                /** @description Namespaces whose cost all others share; those configured when absent. */
                shareNamespaces?: components["parameters"]["costShareNamespaces"];
                /** @description Labels, each as `name=value`, whose workloads all others share. */
                shareLabels?: components["parameters"]["costShareLabels"];
                /** @description A flat cost per month that all share, in the currency of the report. */
                shareCost?: components["parameters"]["costShareCost"];
                /** @description How shared cost is split. */
                shareSplit?: components["parameters"]["costShareSplit"];
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: components["parameters"]["costLimit"];
            };
            header?: never;
            path: {
                cluster: components["parameters"]["cluster"];
                namespace: components["parameters"]["namespace"];
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
                    "application/json": components["schemas"]["CostReport"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getWorkloadCosts: {
        parameters: {
            query?: {
                /** @description As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
                window?: components["parameters"]["costWindow"];
                /** @description The length of the points of the trend; chosen by the window when absent. */
                step?: components["parameters"]["costStep"];
                /** @description By what: cluster, node, namespace, workload, kind, owner, system, domain, entity, team, costCenter, service, pod, container, `label:NAME`, `annotation:NAME` or all; several make one row per combination. */
                aggregate?: components["parameters"]["costAggregate"];
                /** @description OpenCost's filter language v2.1, such as `namespace:"shop"+label[app]:"cart","web"`. A filter never changes the figures of a row. */
                filter?: components["parameters"]["costFilter"];
                /** @description What becomes of idle cost: a row of its own (default), shared in proportion, or left out. */
                idle?: components["parameters"]["costIdle"];
                /** @description Namespaces whose cost all others share; those configured when absent. */
                shareNamespaces?: components["parameters"]["costShareNamespaces"];
                /** @description Labels, each as `name=value`, whose workloads all others share. */
                shareLabels?: components["parameters"]["costShareLabels"];
                /** @description A flat cost per month that all share, in the currency of the report. */
                shareCost?: components["parameters"]["costShareCost"];
                /** @description How shared cost is split. */
                shareSplit?: components["parameters"]["costShareSplit"];
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: components["parameters"]["costLimit"];
            };
            header?: never;
            path: {
                cluster: components["parameters"]["cluster"];
                namespace: components["parameters"]["namespace"];
                kind: components["parameters"]["kind"];
                name: components["parameters"]["name"];
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
                    "application/json": components["schemas"]["CostReport"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getEntityCosts: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
                /** @description As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
                window?: components["parameters"]["costWindow"];
                /** @description The length of the points of the trend; chosen by the window when absent. */
                step?: components["parameters"]["costStep"];
                /** @description By what: cluster, node, namespace, workload, kind, owner, system, domain, entity, team, costCenter, service, pod, container, `label:NAME`, `annotation:NAME` or all; several make one row per combination. */
                aggregate?: components["parameters"]["costAggregate"];
                /** @description OpenCost's filter language v2.1, such as `namespace:"shop"+label[app]:"cart","web"`. A filter never changes the figures of a row. */
                filter?: components["parameters"]["costFilter"];
                /** @description What becomes of idle cost: a row of its own (default), shared in proportion, or left out. */
                idle?: components["parameters"]["costIdle"];
                /** @description Namespaces whose cost all others share; those configured when absent. */
                shareNamespaces?: components["parameters"]["costShareNamespaces"];
                /** @description Labels, each as `name=value`, whose workloads all others share. */
                shareLabels?: components["parameters"]["costShareLabels"];
                /** @description A flat cost per month that all share, in the currency of the report. */
                shareCost?: components["parameters"]["costShareCost"];
                /** @description How shared cost is split. */
                shareSplit?: components["parameters"]["costShareSplit"];
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: components["parameters"]["costLimit"];
            };
            header?: never;
            path: {
                kind: components["parameters"]["entityKind"];
                namespace: components["parameters"]["entityNamespace"];
                name: components["parameters"]["entityName"];
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
                    "application/json": components["schemas"]["CostReport"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getCostWork: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
                /** @description As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
                window?: components["parameters"]["costWindow"];
                /** @description The length of the points of the trend; chosen by the window when absent. */
                step?: components["parameters"]["costStep"];
                /** @description By what: cluster, node, namespace, workload, kind, owner, system, domain, entity, team, costCenter, service, pod, container, `label:NAME`, `annotation:NAME` or all; several make one row per combination. */
                aggregate?: components["parameters"]["costAggregate"];
                /** @description OpenCost's filter language v2.1, such as `namespace:"shop"+label[app]:"cart","web"`. A filter never changes the figures of a row. */
                filter?: components["parameters"]["costFilter"];
                /** @description What becomes of idle cost: a row of its own (default), shared in proportion, or left out. */
                idle?: components["parameters"]["costIdle"];
                /** @description Namespaces whose cost all others share; those configured when absent. */
                shareNamespaces?: components["parameters"]["costShareNamespaces"];
                /** @description Labels, each as `name=value`, whose workloads all others share. */
                shareLabels?: components["parameters"]["costShareLabels"];
                /** @description A flat cost per month that all share, in the currency of the report. */
                shareCost?: components["parameters"]["costShareCost"];
                /** @description How shared cost is split. */
                shareSplit?: components["parameters"]["costShareSplit"];
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: components["parameters"]["costLimit"];
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
                    "application/json": components["schemas"]["CostWork"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    exportCosts: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
                format?: components["parameters"]["costExportFormat"];
                /** @description As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
                window?: components["parameters"]["costWindow"];
                /** @description The length of the points of the trend; chosen by the window when absent. */
                step?: components["parameters"]["costStep"];
                /** @description By what: cluster, node, namespace, workload, kind, owner, system, domain, entity, team, costCenter, service, pod, container, `label:NAME`, `annotation:NAME` or all; several make one row per combination. */
                aggregate?: components["parameters"]["costAggregate"];
                /** @description OpenCost's filter language v2.1, such as `namespace:"shop"+label[app]:"cart","web"`. A filter never changes the figures of a row. */
                filter?: components["parameters"]["costFilter"];
                /** @description What becomes of idle cost: a row of its own (default), shared in proportion, or left out. */
                idle?: components["parameters"]["costIdle"];
                /** @description Namespaces whose cost all others share; those configured when absent. */
                shareNamespaces?: components["parameters"]["costShareNamespaces"];
                /** @description Labels, each as `name=value`, whose workloads all others share. */
                shareLabels?: components["parameters"]["costShareLabels"];
                /** @description A flat cost per month that all share, in the currency of the report. */
                shareCost?: components["parameters"]["costShareCost"];
                /** @description How shared cost is split. */
                shareSplit?: components["parameters"]["costShareSplit"];
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: components["parameters"]["costLimit"];
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
                cluster?: components["parameters"]["clusters"];
                /** @description As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
                window?: components["parameters"]["costWindow"];
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
                    "application/json": components["schemas"]["CostAccuracy"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listUnownedCosts: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
                /** @description Only these namespaces. */
                namespace?: components["parameters"]["namespaces"];
                /** @description As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
                window?: components["parameters"]["costWindow"];
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: components["parameters"]["costLimit"];
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
                    "application/json": components["schemas"]["UnownedCostList"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listCostAnomalies: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
                /** @description Only these namespaces. */
                namespace?: components["parameters"]["namespaces"];
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: components["parameters"]["owners"];
                /** @description As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone. */
                window?: components["parameters"]["costWindow"];
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: components["parameters"]["costLimit"];
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
                    "application/json": components["schemas"]["CostAnomalyList"];
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
                "application/json": components["schemas"]["CostEstimateInput"];
            };
        };
        responses: {
            /** @description The estimate; nothing is stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CostEstimate"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getCostJobs: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
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
                    "application/json": components["schemas"]["CostJobs"];
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
                "application/json": components["schemas"]["CostBackfillInput"];
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
                window: components["parameters"]["allocationWindow"];
                /** @description Names with commas between. */
                aggregate?: components["parameters"]["allocationAggregate"];
                /** @description A duration such as `1d`; the window when absent. */
                step?: components["parameters"]["allocationStep"];
                /** @description `true`, or hour, day, week, month. */
                accumulate?: components["parameters"]["allocationAccumulate"];
                includeIdle?: components["parameters"]["allocationIncludeIdle"];
                /** @description What Kubecost calls `includeIdle`; its clients send both. */
                idle?: components["parameters"]["allocationIdle"];
                shareIdle?: components["parameters"]["allocationShareIdle"];
                idleByNode?: components["parameters"]["allocationIdleByNode"];
                filter?: components["parameters"]["allocationFilter"];
                /** @description Namespaces with commas between, as kubectl-cost sends them; all when empty. */
                filterNamespaces?: components["parameters"]["allocationFilterNamespaces"];
                /** @description Taken and without effect: figures are of exact times. */
                resolution?: components["parameters"]["allocationResolution"];
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
                    "application/json": components["schemas"]["AllocationAnswer"];
                };
            };
            default: components["responses"]["AllocationError"];
        };
    };
    computeAllocation: {
        parameters: {
            query: {
                /** @description A window as OpenCost has it. */
                window: components["parameters"]["allocationWindow"];
                /** @description Names with commas between. */
                aggregate?: components["parameters"]["allocationAggregate"];
                /** @description A duration such as `1d`; the window when absent. */
                step?: components["parameters"]["allocationStep"];
                /** @description `true`, or hour, day, week, month. */
                accumulate?: components["parameters"]["allocationAccumulate"];
                includeIdle?: components["parameters"]["allocationIncludeIdle"];
                /** @description What Kubecost calls `includeIdle`; its clients send both. */
                idle?: components["parameters"]["allocationIdle"];
                shareIdle?: components["parameters"]["allocationShareIdle"];
                idleByNode?: components["parameters"]["allocationIdleByNode"];
                filter?: components["parameters"]["allocationFilter"];
                /** @description Namespaces with commas between, as kubectl-cost sends them; all when empty. */
                filterNamespaces?: components["parameters"]["allocationFilterNamespaces"];
                /** @description Taken and without effect: figures are of exact times. */
                resolution?: components["parameters"]["allocationResolution"];
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
                    "application/json": components["schemas"]["AllocationAnswer"];
                };
            };
            default: components["responses"]["AllocationError"];
        };
    };
    getAllocationSummary: {
        parameters: {
            query: {
                /** @description A window as OpenCost has it. */
                window: components["parameters"]["allocationWindow"];
                /** @description Names with commas between. */
                aggregate?: components["parameters"]["allocationAggregate"];
                /** @description A duration such as `1d`; the window when absent. */
                step?: components["parameters"]["allocationStep"];
                /** @description `true`, or hour, day, week, month. */
                accumulate?: components["parameters"]["allocationAccumulate"];
                includeIdle?: components["parameters"]["allocationIncludeIdle"];
                /** @description What Kubecost calls `includeIdle`; its clients send both. */
                idle?: components["parameters"]["allocationIdle"];
                shareIdle?: components["parameters"]["allocationShareIdle"];
                idleByNode?: components["parameters"]["allocationIdleByNode"];
                filter?: components["parameters"]["allocationFilter"];
                /** @description Namespaces with commas between, as kubectl-cost sends them; all when empty. */
                filterNamespaces?: components["parameters"]["allocationFilterNamespaces"];
                /** @description Taken and without effect: figures are of exact times. */
                resolution?: components["parameters"]["allocationResolution"];
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
                    "application/json": components["schemas"]["AllocationSummaryAnswer"];
                };
            };
            default: components["responses"]["AllocationError"];
        };
    };
    listPrices: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
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
                    "application/json": components["schemas"]["PriceList"];
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
                    "application/json": components["schemas"]["BillList"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    importBill: {
        parameters: {
            query?: {
                /** @description What the bill is called; importing one of the same name replaces it. */
                name?: components["parameters"]["billName"];
                /** @description Reads and judges the bill without storing it. */
                dryRun?: components["parameters"]["billDryRun"];
                /** @description Which column of a CSV has what, each as `field=Header`, where the headers are not known ones. */
                column?: components["parameters"]["billColumns"];
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
                    "application/json": components["schemas"]["BillImport"];
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
                id: components["parameters"]["id"];
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
                owner?: components["parameters"]["owners"];
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
                    "application/json": components["schemas"]["BudgetList"];
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
                "application/json": components["schemas"]["BudgetInput"];
            };
        };
        responses: {
            /** @description The budget. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Budget"];
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
                id: components["parameters"]["id"];
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
                    "application/json": components["schemas"]["Budget"];
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
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BudgetInput"];
            };
        };
        responses: {
            /** @description The budget as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Budget"];
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
                id: components["parameters"]["id"];
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
                cluster?: components["parameters"]["clusters"];
                /** @description Only these namespaces. */
                namespace?: components["parameters"]["namespaces"];
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: components["parameters"]["owners"];
                /** @description Only pods of this workload, as `Kind/name`. */
                workload?: components["parameters"]["workload"];
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: components["parameters"]["search"];
                /** @description The default of the configuration when absent. */
                strategy?: components["parameters"]["rightsizingStrategy"];
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: components["parameters"]["costLimit"];
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
                    "application/json": components["schemas"]["RightsizingReport"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getEntityRightsizing: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
                /** @description The default of the configuration when absent. */
                strategy?: components["parameters"]["rightsizingStrategy"];
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: components["parameters"]["costLimit"];
            };
            header?: never;
            path: {
                kind: components["parameters"]["entityKind"];
                namespace: components["parameters"]["entityNamespace"];
                name: components["parameters"]["entityName"];
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
                    "application/json": components["schemas"]["RightsizingReport"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getWorkloadRightsizing: {
        parameters: {
            query?: {
                /** @description The default of the configuration when absent. */
                strategy?: components["parameters"]["rightsizingStrategy"];
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: components["parameters"]["costLimit"];
            };
            header?: never;
            path: {
                cluster: components["parameters"]["cluster"];
                namespace: components["parameters"]["namespace"];
                kind: components["parameters"]["kind"];
                name: components["parameters"]["name"];
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
                    "application/json": components["schemas"]["RightsizingReport"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listRightsizingAdvice: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
                /** @description Only these namespaces. */
                namespace?: components["parameters"]["namespaces"];
                /** @description Only objects of these owners (catalog entity references or the owner label's value). */
                owner?: components["parameters"]["owners"];
                /** @description Only these kinds of advice. */
                type?: components["parameters"]["adviceTypes"];
                /** @description Rows at most; what is beyond is one row `other`. */
                limit?: components["parameters"]["costLimit"];
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
                    "application/json": components["schemas"]["RightsizingAdviceList"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listWorkers: {
        parameters: {
            query?: {
                /** @description Only these clusters. */
                cluster?: components["parameters"]["clusters"];
                /** @description Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one. */
                search?: components["parameters"]["search"];
                /** @description A column, with `-` before it for descending; an unknown one answers 400 with the known ones. */
                sort?: components["parameters"]["sort"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
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
                    "application/json": components["schemas"]["WorkerList"];
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
                    "application/json": components["schemas"]["ReplicaList"];
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
                    "application/json": components["schemas"]["Encryption"];
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
