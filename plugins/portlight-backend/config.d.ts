import type { HumanDuration } from '@backstage/types';

export interface Config {
  /** Settings of Portlight; none is needed where the portal has a `kubernetes:` section. */
  portlight?: {
    sources?: {
      /** Whether the clusters of the portal's `kubernetes:` section are read. Default true. */
      kubernetes?: boolean;
      /**
       * Whether the clusters are read that catalog entities describe with the Kubernetes plugin's annotations
       * (`kubernetes.io/api-server` and so on). Default true.
       */
      catalog?: boolean;
    };
    /** How clusters that catalog entities describe are signed in to. */
    catalog?: {
      /**
       * By the server's address, since entities are written by many people: no entity can have a token sent to
       * an address that does not stand here.
       */
      credentials?: Array<{
        /** The https:// address, as in the annotation `kubernetes.io/api-server`. */
        server: string;
        /**
         * The only catalog entity that they are for, such as `resource:default/production`. Without it, any that
         * names the server.
         */
        entity?: string;
        /** @visibility secret */
        serviceAccountToken?: string;
        /** Path of a file with the token, read again as it changes. */
        serviceAccountTokenFile?: string;
        /** The server's authority, PEM in base64. Without it and `caFile` the system's authorities are trusted. */
        caData?: string;
        /** Path of a file with it, PEM. */
        caFile?: string;
      }>;
    };
    /** Who owns workloads and namespaces. */
    owner?: {
      /**
       * Annotations and labels that name the owner, the first found wins. Default `portlight.io/owner`,
       * `backstage.io/owner`, `app.kubernetes.io/owner`, `owner`, `team`.
       */
      keys?: string[];
      /** What values mean in the catalog, such as `squad-a: group:default/payments`. */
      values?: { [value: string]: string };
    };
    /** How much is kept in the database, and for how long. */
    retention?: {
      /** How long figures of the past are kept. Default 24 hours. */
      history?: HumanDuration | string;
      events?: {
        /** How long Kubernetes events are kept. Default 24 hours. */
        age?: HumanDuration | string;
        /** How many events of each cluster are kept, the newest. Default 20000. */
        perCluster?: number;
      };
      /** A kind with more objects than this in one cluster is not mirrored there. Default 100000. */
      objectsPerKind?: number;
    };
    /** What the sources do not know of their clusters. */
    clusters?: Array<{
      /** The cluster's name, as in the `kubernetes:` section. */
      name: string;
      title?: string;
      /** Such as `production`; a filter of the fleet page. */
      environment?: string;
      description?: string;
      /** A catalog entity reference, such as `group:default/platform`. */
      owner?: string;
      tags?: string[];
      /** The mirror rests, and the cluster is not called broken. */
      maintenance?: boolean;
    }>;
    /** The keys that encrypt the credentials of clusters that users register. */
    encryption?: {
      /**
       * Newest first: the first one encrypts, all decrypt. Without any no cluster can be registered, unless a
       * backend module adds a key management service.
       */
      keys?: Array<{
        /** Stored beside what it encrypts, so never changed; derived from the key when absent. */
        name?: string;
        /**
         * 32 random bytes in base64 (`openssl rand -base64 32`), or any text of at least 32 characters.
         *
         * @visibility secret
         */
        secret: string;
      }>;
    };
    /** What is accepted in the kubeconfigs of clusters that users register. */
    registration?: {
      /**
       * Absolute paths of commands that such a kubeconfig may have the portal run for credentials, with
       * arguments of the user's choice. Default none.
       */
      allowedExecCommands?: string[];
      /** Whether `insecure-skip-tls-verify` is accepted. Default false. */
      allowInsecureTls?: boolean;
      /** Whether servers without TLS are accepted. Default false. */
      allowPlainHttp?: boolean;
      /** How many clusters may be registered. Default 1000. */
      maximumClusters?: number;
    };
    /**
     * Which servers the portal connects to for registered clusters and those of the catalog. Link-local,
     * metadata, multicast and such addresses are refused, private ones are not.
     */
    addresses?: {
      /** Whether the portal's own machine is allowed. Default false. */
      allowLoopback?: boolean;
      /** IP addresses, CIDR blocks, host names and `*.` suffixes that are allowed before all else. */
      allow?: string[];
      /** The same, refused. */
      deny?: string[];
    };
    /** How the metrics of peers are scraped and what is kept of them. */
    metrics?: {
      /** Between two scrapes of a peer, from 1 second to 4 minutes. Default 15 seconds. */
      scrapeInterval?: HumanDuration | string;
      /** Until a scrape is given up; at most the interval. Default 10 seconds. */
      scrapeTimeout?: HumanDuration | string;
      /** After the last question about a service until its peers are left alone. Default 5 minutes. */
      idleAfter?: HumanDuration | string;
      /** How much of the past of metrics is kept in the database. */
      history?: {
        /** Whether any is. Default true. */
        enabled?: boolean;
        /** How long samples are kept, from 1 hour to 1 day. Default 2 hours. */
        samples?: HumanDuration | string;
        /** How long minimum, maximum, average and increase by the minute are kept, from 3 hours to 31 days. Default 1 day. */
        oneMinute?: HumanDuration | string;
        /** The same by five minutes, from 1 day to 92 days. Default 7 days. */
        fiveMinutes?: HumanDuration | string;
        /** The same by the hour, from 1 day to 800 days. Default 90 days. */
        oneHour?: HumanDuration | string;
        /**
         * How many series of one service have a history; those that were not seen for longest make room for
         * new ones. Default 5000.
         */
        seriesPerTarget?: number;
        /** The same of one cluster. Default 20000. */
        seriesPerCluster?: number;
      };
      /**
       * What golden signals are made of where well-known names of metrics do not fit; each replaces the well-known names
       * for its signal. Matchers are as in PromQL, such as `code=~"5.."`.
       */
      goldenSignals?: {
        /** Counters, histograms or summaries of requests. */
        requestRate?: Array<{ family: string; matchers?: string[] }>;
        errorRate?: {
          /** Those of requests that failed. */
          errors: Array<{ family: string; matchers?: string[] }>;
          /** Those of all requests. Default those of `requestRate`. */
          requests?: Array<{ family: string; matchers?: string[] }>;
        };
        /** Histograms; `unitsPerSecond` is 1000 where they are in milliseconds. */
        latency?: Array<{
          family: string;
          matchers?: string[];
          unitsPerSecond?: number;
        }>;
        /** What is in use of something limited. Without a capacity `used` is a ratio. */
        saturation?: Array<{
          used: { family: string; matchers?: string[] };
          capacity?: { family: string; matchers?: string[] } | number;
        }>;
        /** Gauges. */
        activeConnections?: Array<{ family: string; matchers?: string[] }>;
      };
      /** What of clusters is measured: CPU, memory, network and storage. */
      usage?: {
        /** Whether anything is. Default true. */
        enabled?: boolean;
        /** Pods of one cluster whose own figures are kept; of all pods the sums of workloads and namespaces are. Default 500. */
        podsPerCluster?: number;
        /** Network and storage, and CPU and memory where there is no metrics API. */
        kubelet?: {
          /** Whether kubelets are asked, through `nodes/proxy`. Default true. */
          enabled?: boolean;
          /** Between two looks at a kubelet, from 15 seconds to 10 minutes. Default 1 minute. */
          interval?: HumanDuration | string;
          /** Requests at a time in one cluster. Default 4. */
          concurrency?: number;
        };
      };
      /** Prometheus-compatible servers for times that own history does not cover; the first one of a cluster that answers wins. */
      sources?: Array<{
        /** Unique; shown beside figures that are from it. */
        name: string;
        /** Default prometheus. */
        type?: 'prometheus' | 'thanos' | 'mimir' | 'victoriametrics';
        /** Where its API is, without `/api/v1`; this or `service`. */
        url?: string;
        /** A Service that is reached through the API server of its cluster. */
        service?: {
          namespace: string;
          name: string;
          /** Its number or name. */
          port: number | string;
          /** Default http. */
          scheme?: 'http' | 'https';
          /** What comes before `/api/v1`. */
          path?: string;
          /** The cluster that it is in; by default there is one in each of `clusters`. */
          cluster?: string;
        };
        /** The clusters that it has metrics of. Default all. */
        clusters?: string[];
        /**
         * Labels that every question is narrowed to; `{cluster}` in a value is the cluster's name. Needed where it
         * has metrics of several clusters.
         */
        matchers?: { [label: string]: string };
        /** How it calls what kubelets say. */
        labels?: {
          /** Default namespace. */
          namespace?: string;
          /** Default pod. */
          pod?: string;
          /** Default node. */
          node?: string;
        };
        /**
         * Sent with every request.
         *
         * @deepVisibility secret
         */
        headers?: { [name: string]: string };
        basicAuth?: {
          username: string;
          /** @visibility secret */
          password: string;
        };
        /** @visibility secret */
        bearerToken?: string;
        /** Path of a file with it, read for every request. */
        bearerTokenFile?: string;
        /** Sent as `X-Scope-OrgID`. */
        tenant?: string;
        tls?: {
          /** The authority of its certificate, PEM in base64. */
          caData?: string;
          /** Path of a file with it, PEM. */
          caFile?: string;
          /** Whether its certificate is not checked. Default false. */
          insecureSkipVerify?: boolean;
        };
        /** Until a request is given up, from 1 second to 2 minutes. Default 15 seconds. */
        timeout?: HumanDuration | string;
      }>;
      /** A scrape that breaks one of these fails, as in Prometheus; except for the last two. */
      limits?: {
        /** Bytes of one answer, uncompressed. Default 33554432. */
        bodyBytes?: number;
        /** Samples of one answer. Default 100000. */
        samples?: number;
        /** Labels of a series. Default 128. */
        labels?: number;
        /** Bytes of the name of a label. Default 1024. */
        labelNameLength?: number;
        /** Bytes of the value of a label. Default 65536. */
        labelValueLength?: number;
        /** Bytes of the name of a metric. Default 1024. */
        metricNameLength?: number;
        /** Bytes of a line. Default 1048576. */
        lineLength?: number;
        /** Series of all peers that one replica keeps in memory; what comes beyond is not scraped. Default 1000000. */
        series?: number;
        /** Bytes of one service's stored aggregate, compressed; the largest families are left out beyond. Default 4194304. */
        snapshotBytes?: number;
      };
    };
    /** How the instances of services are found and asked whether they are alive. */
    peers?: {
      /**
       * Discovery methods that catalog entities may name: kubernetes, selector, http, dns, static, prometheus, and those
       * of backend modules. Anybody who may write an entity chooses the addresses of http, dns, static and prometheus,
       * within `addresses`. Default kubernetes and selector.
       */
      allowedMethods?: string[];
      /** How pods are reached: through the API server's pod proxy, or directly. Default proxy. */
      reach?: 'proxy' | 'direct';
      /** Between two complete readings of the peers of a service. Default 30 seconds. */
      resync?: HumanDuration | string;
      /** Probes and scrapes at once in one cluster. Default 10. */
      perCluster?: number;
      /** Services that one replica follows at once, those asked for last. Default 500. */
      maximumTargets?: number;
      /**
       * Whether `portlight.io/scrape: "true"` on a catalog entity has its peers scraped while nobody looks. Anybody who may
       * write an entity chooses the pods and paths that are then asked. On a Service it always does. Default false.
       */
      scrapeEntities?: boolean;
      /** Liveness probes of peers that somebody looks at. */
      probe?: {
        /** Default true. */
        enabled?: boolean;
        /** What is asked for. Peers without it are not called unhealthy unless it is set here or by an annotation. Default /livez. */
        path?: string;
        /** Between two probes of a peer. Default 15 seconds. */
        period?: HumanDuration | string;
        /** Until a probe has failed. Default 2 seconds. */
        timeout?: HumanDuration | string;
        /** Failures in a row that make a peer unhealthy. Default 3. */
        failureThreshold?: number;
        /** Successes in a row that make it healthy again. Default 1. */
        successThreshold?: number;
      };
      /** The instance that is no peer of itself: this portal, where it runs among the peers. */
      self?: {
        /** The name of its pod. */
        pod?: string;
        /** The namespace of its pod. */
        namespace?: string;
        /** Its IP address or host name. */
        address?: string;
      };
    };
    /** What the fleet costs. */
    cost?: {
      /** Whether costs are computed. Default true. */
      enabled?: boolean;
      /** The currency of all costs, an ISO 4217 code. Default USD. */
      currency?: string;
      /** Whose days and months costs are kept by, a name of the time zone database such as Europe/Berlin. Default UTC. */
      timeZone?: string;
      /**
       * How a node is divided where its pods demand more than it has: all alike, or what was requested first. Default
       * proportional.
       */
      policy?: 'proportional' | 'reserved-first';
      /** How long costs are kept; those by the month are kept for good. */
      retention?: {
        /** By the hour, from 2 days to 400 days. Default 35 days. */
        hours?: HumanDuration | string;
        /** By the day, from 62 days to 3660 days. Default 760 days. */
        days?: HumanDuration | string;
        /** Pods and nodes of each hour, from 1 hour to 92 days. Default 7 days. */
        details?: HumanDuration | string;
        /** Objects that are gone, by which an hour is computed again, from 6 hours to 31 days. Default 3 days. */
        endedObjects?: HumanDuration | string;
      };
      /** Whether hours that a source of the past knows and the database lacks are computed by themselves. Default true. */
      backfill?: boolean;
      /** Whose costs are; see docs/attribution.md. */
      attribution?: {
        /** Teams: from these annotations and labels of workloads, else of namespaces. Default portlight.io/team, team, app.kubernetes.io/team. */
        team?: {
          /** The first found wins. */
          keys: string[];
          /** What values mean, such as { squad-a: Payments }; others stay as they are. */
          values?: { [value: string]: string };
        };
        /** Cost centres, likewise. Default portlight.io/cost-center, cost-center, cost-centre, costcenter, cost_center. */
        costCenter?: {
          /** The first found wins. */
          keys: string[];
          /** What values mean; others stay as they are. */
          values?: { [value: string]: string };
        };
        /** Whose word on the owner counts first: that of the entity that selects the workload, or of labels. Default catalog. */
        ownerFrom?: 'catalog' | 'labels';
      };
      /** What may be spent in a month; see docs/budgets.md. */
      budgets?: {
        /** Users and groups that are told besides when a budget is spent, or its forecast exceeds it. Default none. */
        escalateTo?: string[];
        /** Budgets that are changed here only. Default none. */
        monthly?: {
          /** Its own, by which it is known. */
          name: string;
          /** Whose costs: one of these, or a namespace with its cluster. */
          scope: {
            /** A user or group. */
            owner?: string;
            system?: string;
            team?: string;
            costCenter?: string;
            namespace?: string;
            cluster?: string;
            /** All costs. */
            fleet?: boolean;
          };
          /** Units of the currency per calendar month. */
          amount: number;
          /** Shares of the amount at which people are told. Default 0.5, 0.8 and 1. */
          thresholds?: number[];
          /** Whether people are told when more than the amount is expected. Default true. */
          notifyForecast?: boolean;
          /** Users and groups that are told. Default the owner of the scope. */
          recipients?: string[];
        }[];
      };
      /** Days that cost other than expected; see docs/budgets.md. */
      anomalies?: {
        /** Smaller differences are none: units of the currency a day. Default 1. */
        minimumCost?: number;
        /** Smaller differences are none: a share of what was expected. Default 0.25. */
        minimumChange?: number;
      };
    };
    /** What containers should request; see docs/rightsizing.md. */
    rightsizing?: {
      /** Whether usage of containers is kept and anything recommended. Default true. */
      enabled?: boolean;
      /** The strategy that is answered where none is asked for. Default portlight. */
      strategy?: 'portlight' | 'vpa' | 'krr';
      /** Days of usage that the strategy portlight goes by, from 1 to 90. Default 14. */
      historyDays?: number;
      /** Days of usage that are kept, at least `historyDays`. Default 30. */
      retentionDays?: number;
      /** Between two looks at all of a cluster, from 1 minute to 1 day, such as `30m`. Default 30 minutes. */
      interval?: string | HumanDuration;
      /** Samples of five minutes, of all pods together, without which portlight recommends nothing. Default 288. */
      minimumSamples?: number;
      /** What part of all samples portlight's CPU request covers, from 0.5 to 1. Default 0.95. */
      cpuPercentile?: number;
      /** What portlight adds to what was used: 0.15, the default, is 15 %. */
      margin?: number;
      /** Days after a kill for lack of memory in which portlight does not lower memory. Default 7. */
      holdDays?: number;
      /** Which of KRR's own strategies the strategy krr is. Default simple. */
      krr?: 'simple' | 'simple_limit';
      /** Least that portlight recommends. */
      floors?: {
        /** An amount of CPU. Default 10m. */
        cpu?: string | number;
        /** An amount of memory. Default 32Mi. */
        memory?: string | number;
      };
      /** When a workload counts as abandoned. */
      abandoned?: {
        /** Quiet for so many days. Default 7. */
        days?: number;
        /** Less than so much CPU per pod, 99 % of the time. Default 11m. */
        cpu?: string | number;
        /** Fewer bytes per second on average, in and out. Default 100. */
        bytesPerSecond?: number;
      };
    };
    /** Clusters of a kubeconfig on this machine, for development. */
    kubeconfig?: {
      /** Path of the file. */
      path: string;
      /** Only these contexts; all when absent. */
      contexts?: string[];
    };
  };
}
