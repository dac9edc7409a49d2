// Generated from openapi.yaml by `yarn generate`; not to be edited.

/** The API contract. */
export const openapiDocument = {
  "openapi": "3.1.0",
  "info": {
    "title": "Portlight",
    "version": "1",
    "description": "What runs in a fleet of Kubernetes clusters, and whether it is healthy. All times are ISO 8601 in UTC, CPU is in cores, memory and storage in bytes. Lists answer `{items, total, nextCursor}`, errors are problem documents with a stable `code`.",
    "license": {
      "name": "Apache-2.0",
      "identifier": "Apache-2.0"
    }
  },
  "servers": [
    {
      "url": "/"
    }
  ],
  "paths": {
    "/v1/fleet/health": {
      "get": {
        "operationId": "getFleetHealth",
        "tags": [
          "health"
        ],
        "description": "The figures of the whole fleet (or of the clusters named) with their last 24 hours.",
        "parameters": [
          {
            "$ref": "#/components/parameters/clusters"
          }
        ],
        "responses": {
          "200": {
            "description": "Figures of the fleet.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/FleetHealth"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/fleet/problem-groups": {
      "get": {
        "operationId": "listProblemGroups",
        "tags": [
          "health"
        ],
        "description": "What is wrong now, grouped by cause, worst first and among these most objects first.",
        "parameters": [
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/namespaces"
          },
          {
            "$ref": "#/components/parameters/owners"
          },
          {
            "$ref": "#/components/parameters/causes"
          },
          {
            "$ref": "#/components/parameters/severities"
          },
          {
            "$ref": "#/components/parameters/search"
          },
          {
            "$ref": "#/components/parameters/sort"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "$ref": "#/components/parameters/cursor"
          }
        ],
        "responses": {
          "200": {
            "description": "Groups of problems.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ProblemGroupList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/fleet/problems": {
      "get": {
        "operationId": "listProblems",
        "tags": [
          "health"
        ],
        "description": "What is wrong now, one item per object and cause, worst first, then what hits most and is newest.",
        "parameters": [
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/namespaces"
          },
          {
            "$ref": "#/components/parameters/owners"
          },
          {
            "$ref": "#/components/parameters/causes"
          },
          {
            "$ref": "#/components/parameters/severities"
          },
          {
            "$ref": "#/components/parameters/search"
          },
          {
            "$ref": "#/components/parameters/sort"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "$ref": "#/components/parameters/cursor"
          }
        ],
        "responses": {
          "200": {
            "description": "Problems.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ProblemList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/fleet/namespaces": {
      "get": {
        "operationId": "listNamespaces",
        "tags": [
          "inventory"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/namespaces"
          },
          {
            "$ref": "#/components/parameters/kinds"
          },
          {
            "$ref": "#/components/parameters/names"
          },
          {
            "$ref": "#/components/parameters/namePrefix"
          },
          {
            "$ref": "#/components/parameters/search"
          },
          {
            "$ref": "#/components/parameters/labelSelector"
          },
          {
            "$ref": "#/components/parameters/owners"
          },
          {
            "$ref": "#/components/parameters/health"
          },
          {
            "$ref": "#/components/parameters/phases"
          },
          {
            "$ref": "#/components/parameters/nodes"
          },
          {
            "$ref": "#/components/parameters/image"
          },
          {
            "$ref": "#/components/parameters/workload"
          },
          {
            "$ref": "#/components/parameters/createdSince"
          },
          {
            "$ref": "#/components/parameters/createdBefore"
          },
          {
            "$ref": "#/components/parameters/sort"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "$ref": "#/components/parameters/cursor"
          }
        ],
        "responses": {
          "200": {
            "description": "Namespaces of the fleet.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/NamespaceList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/fleet/nodes": {
      "get": {
        "operationId": "listNodes",
        "tags": [
          "inventory"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/namespaces"
          },
          {
            "$ref": "#/components/parameters/kinds"
          },
          {
            "$ref": "#/components/parameters/names"
          },
          {
            "$ref": "#/components/parameters/namePrefix"
          },
          {
            "$ref": "#/components/parameters/search"
          },
          {
            "$ref": "#/components/parameters/labelSelector"
          },
          {
            "$ref": "#/components/parameters/owners"
          },
          {
            "$ref": "#/components/parameters/health"
          },
          {
            "$ref": "#/components/parameters/phases"
          },
          {
            "$ref": "#/components/parameters/nodes"
          },
          {
            "$ref": "#/components/parameters/image"
          },
          {
            "$ref": "#/components/parameters/workload"
          },
          {
            "$ref": "#/components/parameters/createdSince"
          },
          {
            "$ref": "#/components/parameters/createdBefore"
          },
          {
            "$ref": "#/components/parameters/sort"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "$ref": "#/components/parameters/cursor"
          }
        ],
        "responses": {
          "200": {
            "description": "Nodes of the fleet.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/NodeList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/fleet/workloads": {
      "get": {
        "operationId": "listWorkloads",
        "tags": [
          "inventory"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/namespaces"
          },
          {
            "$ref": "#/components/parameters/kinds"
          },
          {
            "$ref": "#/components/parameters/names"
          },
          {
            "$ref": "#/components/parameters/namePrefix"
          },
          {
            "$ref": "#/components/parameters/search"
          },
          {
            "$ref": "#/components/parameters/labelSelector"
          },
          {
            "$ref": "#/components/parameters/owners"
          },
          {
            "$ref": "#/components/parameters/health"
          },
          {
            "$ref": "#/components/parameters/phases"
          },
          {
            "$ref": "#/components/parameters/nodes"
          },
          {
            "$ref": "#/components/parameters/image"
          },
          {
            "$ref": "#/components/parameters/workload"
          },
          {
            "$ref": "#/components/parameters/createdSince"
          },
          {
            "$ref": "#/components/parameters/createdBefore"
          },
          {
            "$ref": "#/components/parameters/sort"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "$ref": "#/components/parameters/cursor"
          }
        ],
        "responses": {
          "200": {
            "description": "Workloads of the fleet.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/WorkloadList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/fleet/pods": {
      "get": {
        "operationId": "listPods",
        "tags": [
          "inventory"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/namespaces"
          },
          {
            "$ref": "#/components/parameters/kinds"
          },
          {
            "$ref": "#/components/parameters/names"
          },
          {
            "$ref": "#/components/parameters/namePrefix"
          },
          {
            "$ref": "#/components/parameters/search"
          },
          {
            "$ref": "#/components/parameters/labelSelector"
          },
          {
            "$ref": "#/components/parameters/owners"
          },
          {
            "$ref": "#/components/parameters/health"
          },
          {
            "$ref": "#/components/parameters/phases"
          },
          {
            "$ref": "#/components/parameters/nodes"
          },
          {
            "$ref": "#/components/parameters/image"
          },
          {
            "$ref": "#/components/parameters/workload"
          },
          {
            "$ref": "#/components/parameters/createdSince"
          },
          {
            "$ref": "#/components/parameters/createdBefore"
          },
          {
            "$ref": "#/components/parameters/sort"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "$ref": "#/components/parameters/cursor"
          }
        ],
        "responses": {
          "200": {
            "description": "Pods of the fleet.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/PodList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/fleet/objects": {
      "get": {
        "operationId": "listObjects",
        "tags": [
          "inventory"
        ],
        "description": "Objects of any mirrored kind with their health; `kind` narrows it.",
        "parameters": [
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/namespaces"
          },
          {
            "$ref": "#/components/parameters/kinds"
          },
          {
            "$ref": "#/components/parameters/names"
          },
          {
            "$ref": "#/components/parameters/namePrefix"
          },
          {
            "$ref": "#/components/parameters/search"
          },
          {
            "$ref": "#/components/parameters/labelSelector"
          },
          {
            "$ref": "#/components/parameters/owners"
          },
          {
            "$ref": "#/components/parameters/health"
          },
          {
            "$ref": "#/components/parameters/phases"
          },
          {
            "$ref": "#/components/parameters/nodes"
          },
          {
            "$ref": "#/components/parameters/image"
          },
          {
            "$ref": "#/components/parameters/workload"
          },
          {
            "$ref": "#/components/parameters/createdSince"
          },
          {
            "$ref": "#/components/parameters/createdBefore"
          },
          {
            "$ref": "#/components/parameters/sort"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "$ref": "#/components/parameters/cursor"
          }
        ],
        "responses": {
          "200": {
            "description": "Objects of the fleet.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ObjectList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/fleet/events": {
      "get": {
        "operationId": "listEvents",
        "tags": [
          "activity"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/namespaces"
          },
          {
            "$ref": "#/components/parameters/eventTypes"
          },
          {
            "$ref": "#/components/parameters/eventReasons"
          },
          {
            "$ref": "#/components/parameters/involvedKind"
          },
          {
            "$ref": "#/components/parameters/involvedName"
          },
          {
            "$ref": "#/components/parameters/search"
          },
          {
            "$ref": "#/components/parameters/sort"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "$ref": "#/components/parameters/cursor"
          }
        ],
        "responses": {
          "200": {
            "description": "Events, newest first.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/EventList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters": {
      "get": {
        "operationId": "listClusters",
        "tags": [
          "clusters"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/search"
          },
          {
            "name": "status",
            "in": "query",
            "allowReserved": true,
            "schema": {
              "type": "array",
              "maxItems": 10,
              "items": {
                "$ref": "#/components/schemas/ClusterStatus"
              }
            }
          },
          {
            "name": "environment",
            "in": "query",
            "allowReserved": true,
            "schema": {
              "type": "array",
              "maxItems": 50,
              "items": {
                "type": "string",
                "maxLength": 253
              }
            }
          },
          {
            "name": "provider",
            "in": "query",
            "allowReserved": true,
            "schema": {
              "type": "array",
              "maxItems": 20,
              "items": {
                "type": "string",
                "maxLength": 253
              }
            }
          },
          {
            "$ref": "#/components/parameters/sort"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "$ref": "#/components/parameters/cursor"
          }
        ],
        "responses": {
          "200": {
            "description": "All clusters the portal knows.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ClusterList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      },
      "post": {
        "operationId": "registerCluster",
        "tags": [
          "clusters"
        ],
        "description": "Registers a cluster with the chosen context of a kubeconfig, whose secrets are stored encrypted and never answered. What a stranger's kubeconfig may not have is refused with the field's name.",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ClusterRegistrationInput"
              }
            }
          }
        },
        "responses": {
          "201": {
            "description": "The cluster, before it has been read.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Cluster"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters:inspect": {
      "post": {
        "operationId": "inspectKubeconfig",
        "tags": [
          "clusters"
        ],
        "description": "The contexts of a kubeconfig, and what of each is refused; nothing is stored and no server is asked.",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/KubeconfigInput"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The contexts.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/KubeconfigInspection"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters:test": {
      "post": {
        "operationId": "testCluster",
        "tags": [
          "clusters"
        ],
        "description": "Reaches a cluster with the chosen context of a kubeconfig, without storing anything: version, provider, latency, and which permissions of which feature are missing.",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/KubeconfigContextInput"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "What was found; a cluster that cannot be reached is an answer too.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ClusterTest"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}": {
      "get": {
        "operationId": "getCluster",
        "tags": [
          "clusters"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          }
        ],
        "responses": {
          "200": {
            "description": "One cluster.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Cluster"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      },
      "patch": {
        "operationId": "updateCluster",
        "tags": [
          "clusters"
        ],
        "description": "Changes what is said of a registered cluster; what is absent stays, an empty text clears.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ClusterUpdate"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The cluster as it is now.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Cluster"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      },
      "delete": {
        "operationId": "deleteCluster",
        "tags": [
          "clusters"
        ],
        "description": "Forgets a registered cluster; its mirror ends, its credentials and rows are removed.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          }
        ],
        "responses": {
          "204": {
            "description": "It is gone."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/registration": {
      "get": {
        "operationId": "getClusterRegistration",
        "tags": [
          "clusters"
        ],
        "description": "How a cluster was registered, for those who may change it; never its secrets.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          }
        ],
        "responses": {
          "200": {
            "description": "The registration.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ClusterRegistration"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/credentials": {
      "put": {
        "operationId": "replaceClusterCredentials",
        "tags": [
          "clusters"
        ],
        "description": "Replaces address and credentials of a registered cluster by the chosen context of a kubeconfig.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/KubeconfigContextInput"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The registration as it is now.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ClusterRegistration"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/health": {
      "get": {
        "operationId": "getClusterHealth",
        "tags": [
          "health"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          }
        ],
        "responses": {
          "200": {
            "description": "The cluster's figures and the reasons for its health.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/FleetHealth"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/sync": {
      "post": {
        "operationId": "syncCluster",
        "tags": [
          "clusters"
        ],
        "description": "Reads the whole cluster again, now.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          }
        ],
        "responses": {
          "202": {
            "description": "The new first list has started."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/cluster-role": {
      "get": {
        "operationId": "getClusterRole",
        "tags": [
          "clusters"
        ],
        "description": "The least ClusterRole that the mirror of this cluster needs, and which of its rules are missing.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          }
        ],
        "responses": {
          "200": {
            "description": "The manifest and what is missing.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ClusterRole"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/namespaces": {
      "get": {
        "operationId": "listClusterNamespaces",
        "tags": [
          "inventory"
        ],
        "description": "The namespaces of one cluster.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespaces"
          },
          {
            "$ref": "#/components/parameters/kinds"
          },
          {
            "$ref": "#/components/parameters/names"
          },
          {
            "$ref": "#/components/parameters/namePrefix"
          },
          {
            "$ref": "#/components/parameters/search"
          },
          {
            "$ref": "#/components/parameters/labelSelector"
          },
          {
            "$ref": "#/components/parameters/owners"
          },
          {
            "$ref": "#/components/parameters/health"
          },
          {
            "$ref": "#/components/parameters/phases"
          },
          {
            "$ref": "#/components/parameters/nodes"
          },
          {
            "$ref": "#/components/parameters/image"
          },
          {
            "$ref": "#/components/parameters/workload"
          },
          {
            "$ref": "#/components/parameters/createdSince"
          },
          {
            "$ref": "#/components/parameters/createdBefore"
          },
          {
            "$ref": "#/components/parameters/sort"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "$ref": "#/components/parameters/cursor"
          }
        ],
        "responses": {
          "200": {
            "description": "Namespaces of the cluster.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/NamespaceList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/nodes": {
      "get": {
        "operationId": "listClusterNodes",
        "tags": [
          "inventory"
        ],
        "description": "The nodes of one cluster.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespaces"
          },
          {
            "$ref": "#/components/parameters/kinds"
          },
          {
            "$ref": "#/components/parameters/names"
          },
          {
            "$ref": "#/components/parameters/namePrefix"
          },
          {
            "$ref": "#/components/parameters/search"
          },
          {
            "$ref": "#/components/parameters/labelSelector"
          },
          {
            "$ref": "#/components/parameters/owners"
          },
          {
            "$ref": "#/components/parameters/health"
          },
          {
            "$ref": "#/components/parameters/phases"
          },
          {
            "$ref": "#/components/parameters/nodes"
          },
          {
            "$ref": "#/components/parameters/image"
          },
          {
            "$ref": "#/components/parameters/workload"
          },
          {
            "$ref": "#/components/parameters/createdSince"
          },
          {
            "$ref": "#/components/parameters/createdBefore"
          },
          {
            "$ref": "#/components/parameters/sort"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "$ref": "#/components/parameters/cursor"
          }
        ],
        "responses": {
          "200": {
            "description": "Nodes of the cluster.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/NodeList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/workloads": {
      "get": {
        "operationId": "listClusterWorkloads",
        "tags": [
          "inventory"
        ],
        "description": "The workloads of one cluster.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespaces"
          },
          {
            "$ref": "#/components/parameters/kinds"
          },
          {
            "$ref": "#/components/parameters/names"
          },
          {
            "$ref": "#/components/parameters/namePrefix"
          },
          {
            "$ref": "#/components/parameters/search"
          },
          {
            "$ref": "#/components/parameters/labelSelector"
          },
          {
            "$ref": "#/components/parameters/owners"
          },
          {
            "$ref": "#/components/parameters/health"
          },
          {
            "$ref": "#/components/parameters/phases"
          },
          {
            "$ref": "#/components/parameters/nodes"
          },
          {
            "$ref": "#/components/parameters/image"
          },
          {
            "$ref": "#/components/parameters/workload"
          },
          {
            "$ref": "#/components/parameters/createdSince"
          },
          {
            "$ref": "#/components/parameters/createdBefore"
          },
          {
            "$ref": "#/components/parameters/sort"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "$ref": "#/components/parameters/cursor"
          }
        ],
        "responses": {
          "200": {
            "description": "Workloads of the cluster.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/WorkloadList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/pods": {
      "get": {
        "operationId": "listClusterPods",
        "tags": [
          "inventory"
        ],
        "description": "The pods of one cluster.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespaces"
          },
          {
            "$ref": "#/components/parameters/kinds"
          },
          {
            "$ref": "#/components/parameters/names"
          },
          {
            "$ref": "#/components/parameters/namePrefix"
          },
          {
            "$ref": "#/components/parameters/search"
          },
          {
            "$ref": "#/components/parameters/labelSelector"
          },
          {
            "$ref": "#/components/parameters/owners"
          },
          {
            "$ref": "#/components/parameters/health"
          },
          {
            "$ref": "#/components/parameters/phases"
          },
          {
            "$ref": "#/components/parameters/nodes"
          },
          {
            "$ref": "#/components/parameters/image"
          },
          {
            "$ref": "#/components/parameters/workload"
          },
          {
            "$ref": "#/components/parameters/createdSince"
          },
          {
            "$ref": "#/components/parameters/createdBefore"
          },
          {
            "$ref": "#/components/parameters/sort"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "$ref": "#/components/parameters/cursor"
          }
        ],
        "responses": {
          "200": {
            "description": "Pods of the cluster.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/PodList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/events": {
      "get": {
        "operationId": "listClusterEvents",
        "tags": [
          "activity"
        ],
        "description": "The events of one cluster, newest first.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespaces"
          },
          {
            "$ref": "#/components/parameters/eventTypes"
          },
          {
            "$ref": "#/components/parameters/eventReasons"
          },
          {
            "$ref": "#/components/parameters/involvedKind"
          },
          {
            "$ref": "#/components/parameters/involvedName"
          },
          {
            "$ref": "#/components/parameters/search"
          },
          {
            "$ref": "#/components/parameters/sort"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "$ref": "#/components/parameters/cursor"
          }
        ],
        "responses": {
          "200": {
            "description": "Events of the cluster.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/EventList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/nodes/{name}": {
      "get": {
        "operationId": "getNode",
        "tags": [
          "inventory"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/name"
          }
        ],
        "responses": {
          "200": {
            "description": "One node.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/NodeDetail"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/namespaces/{namespace}": {
      "get": {
        "operationId": "getNamespace",
        "tags": [
          "inventory"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespace"
          }
        ],
        "responses": {
          "200": {
            "description": "One namespace.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Namespace"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/namespaces/{namespace}/workloads": {
      "get": {
        "operationId": "listNamespaceWorkloads",
        "tags": [
          "inventory"
        ],
        "description": "The workloads of one namespace.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/kinds"
          },
          {
            "$ref": "#/components/parameters/names"
          },
          {
            "$ref": "#/components/parameters/namePrefix"
          },
          {
            "$ref": "#/components/parameters/search"
          },
          {
            "$ref": "#/components/parameters/labelSelector"
          },
          {
            "$ref": "#/components/parameters/owners"
          },
          {
            "$ref": "#/components/parameters/health"
          },
          {
            "$ref": "#/components/parameters/phases"
          },
          {
            "$ref": "#/components/parameters/nodes"
          },
          {
            "$ref": "#/components/parameters/image"
          },
          {
            "$ref": "#/components/parameters/workload"
          },
          {
            "$ref": "#/components/parameters/createdSince"
          },
          {
            "$ref": "#/components/parameters/createdBefore"
          },
          {
            "$ref": "#/components/parameters/sort"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "$ref": "#/components/parameters/cursor"
          }
        ],
        "responses": {
          "200": {
            "description": "Workloads of the namespace.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/WorkloadList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/namespaces/{namespace}/pods": {
      "get": {
        "operationId": "listNamespacePods",
        "tags": [
          "inventory"
        ],
        "description": "The pods of one namespace.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/kinds"
          },
          {
            "$ref": "#/components/parameters/names"
          },
          {
            "$ref": "#/components/parameters/namePrefix"
          },
          {
            "$ref": "#/components/parameters/search"
          },
          {
            "$ref": "#/components/parameters/labelSelector"
          },
          {
            "$ref": "#/components/parameters/owners"
          },
          {
            "$ref": "#/components/parameters/health"
          },
          {
            "$ref": "#/components/parameters/phases"
          },
          {
            "$ref": "#/components/parameters/nodes"
          },
          {
            "$ref": "#/components/parameters/image"
          },
          {
            "$ref": "#/components/parameters/workload"
          },
          {
            "$ref": "#/components/parameters/createdSince"
          },
          {
            "$ref": "#/components/parameters/createdBefore"
          },
          {
            "$ref": "#/components/parameters/sort"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "$ref": "#/components/parameters/cursor"
          }
        ],
        "responses": {
          "200": {
            "description": "Pods of the namespace.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/PodList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/namespaces/{namespace}/events": {
      "get": {
        "operationId": "listNamespaceEvents",
        "tags": [
          "activity"
        ],
        "description": "The events of one namespace, newest first.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/eventTypes"
          },
          {
            "$ref": "#/components/parameters/eventReasons"
          },
          {
            "$ref": "#/components/parameters/involvedKind"
          },
          {
            "$ref": "#/components/parameters/involvedName"
          },
          {
            "$ref": "#/components/parameters/search"
          },
          {
            "$ref": "#/components/parameters/sort"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "$ref": "#/components/parameters/cursor"
          }
        ],
        "responses": {
          "200": {
            "description": "Events of the namespace.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/EventList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/namespaces/{namespace}/workloads/{kind}/{name}": {
      "get": {
        "operationId": "getWorkload",
        "tags": [
          "inventory"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/name"
          }
        ],
        "responses": {
          "200": {
            "description": "One workload with what belongs to it.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/WorkloadDetail"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/namespaces/{namespace}/workloads/{kind}/{name}/pods": {
      "get": {
        "operationId": "listWorkloadPods",
        "tags": [
          "inventory"
        ],
        "description": "The pods of one workload.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/name"
          },
          {
            "$ref": "#/components/parameters/names"
          },
          {
            "$ref": "#/components/parameters/namePrefix"
          },
          {
            "$ref": "#/components/parameters/search"
          },
          {
            "$ref": "#/components/parameters/labelSelector"
          },
          {
            "$ref": "#/components/parameters/owners"
          },
          {
            "$ref": "#/components/parameters/health"
          },
          {
            "$ref": "#/components/parameters/phases"
          },
          {
            "$ref": "#/components/parameters/nodes"
          },
          {
            "$ref": "#/components/parameters/image"
          },
          {
            "$ref": "#/components/parameters/createdSince"
          },
          {
            "$ref": "#/components/parameters/createdBefore"
          },
          {
            "$ref": "#/components/parameters/sort"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "$ref": "#/components/parameters/cursor"
          }
        ],
        "responses": {
          "200": {
            "description": "Pods of the workload.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/PodList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/namespaces/{namespace}/pods/{name}": {
      "get": {
        "operationId": "getPod",
        "tags": [
          "inventory"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          }
        ],
        "responses": {
          "200": {
            "description": "One pod with what belongs to it.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/PodDetail"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/entities/{kind}/{namespace}/{name}/health": {
      "get": {
        "operationId": "getEntityHealth",
        "tags": [
          "health"
        ],
        "description": "Every workload of one catalog entity, in every cluster and namespace, side by side.",
        "parameters": [
          {
            "$ref": "#/components/parameters/entityKind"
          },
          {
            "$ref": "#/components/parameters/entityNamespace"
          },
          {
            "$ref": "#/components/parameters/entityName"
          }
        ],
        "responses": {
          "200": {
            "description": "The entity's workloads and where they differ.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/EntityHealth"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/entities/{kind}/{namespace}/{name}/peers": {
      "get": {
        "operationId": "getEntityPeers",
        "tags": [
          "peers"
        ],
        "description": "The instances of one catalog entity, in every cluster, found by the method that its annotations name. Asking keeps them watched and scraped for a while.",
        "parameters": [
          {
            "$ref": "#/components/parameters/entityKind"
          },
          {
            "$ref": "#/components/parameters/entityNamespace"
          },
          {
            "$ref": "#/components/parameters/entityName"
          },
          {
            "$ref": "#/components/parameters/clusters"
          }
        ],
        "responses": {
          "200": {
            "description": "The peers, worst first.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Peers"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/entities/{kind}/{namespace}/{name}/peers/http-sd": {
      "get": {
        "operationId": "getEntityHttpSd",
        "tags": [
          "peers"
        ],
        "description": "The peers of one entity as a Prometheus HTTP service discovery document.",
        "parameters": [
          {
            "$ref": "#/components/parameters/entityKind"
          },
          {
            "$ref": "#/components/parameters/entityNamespace"
          },
          {
            "$ref": "#/components/parameters/entityName"
          },
          {
            "$ref": "#/components/parameters/clusters"
          }
        ],
        "responses": {
          "200": {
            "description": "The full list of targets, as Prometheus' `http_sd_configs` reads it.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/HttpSdDocument"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/entities/{kind}/{namespace}/{name}/metrics": {
      "get": {
        "operationId": "getEntityMetrics",
        "tags": [
          "metrics"
        ],
        "description": "What the instances of one catalog entity say now, aggregated over all of them: the golden signals, and every family of metrics in one line.",
        "parameters": [
          {
            "$ref": "#/components/parameters/entityKind"
          },
          {
            "$ref": "#/components/parameters/entityNamespace"
          },
          {
            "$ref": "#/components/parameters/entityName"
          },
          {
            "$ref": "#/components/parameters/clusters"
          }
        ],
        "responses": {
          "200": {
            "description": "The aggregate of the last scrapes.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Metrics"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/entities/{kind}/{namespace}/{name}/metrics/families/{family}": {
      "get": {
        "operationId": "getEntityMetricFamily",
        "tags": [
          "metrics"
        ],
        "description": "One family of metrics with all its series, aggregated and per peer.",
        "parameters": [
          {
            "$ref": "#/components/parameters/entityKind"
          },
          {
            "$ref": "#/components/parameters/entityNamespace"
          },
          {
            "$ref": "#/components/parameters/entityName"
          },
          {
            "$ref": "#/components/parameters/family"
          },
          {
            "$ref": "#/components/parameters/clusters"
          }
        ],
        "responses": {
          "200": {
            "description": "The family.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/MetricFamilyDetail"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/entities/{kind}/{namespace}/{name}/metrics/history": {
      "get": {
        "operationId": "getEntityMetricHistory",
        "tags": [
          "metrics"
        ],
        "description": "A golden signal or a family of metrics over time, with its spread over the peers.",
        "parameters": [
          {
            "$ref": "#/components/parameters/entityKind"
          },
          {
            "$ref": "#/components/parameters/entityNamespace"
          },
          {
            "$ref": "#/components/parameters/entityName"
          },
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/signal"
          },
          {
            "$ref": "#/components/parameters/familyName"
          },
          {
            "$ref": "#/components/parameters/labelMatchers"
          },
          {
            "$ref": "#/components/parameters/since"
          },
          {
            "$ref": "#/components/parameters/until"
          },
          {
            "$ref": "#/components/parameters/step"
          }
        ],
        "responses": {
          "200": {
            "description": "The series; a gap is `null`.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/MetricHistory"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/entities/{kind}/{namespace}/{name}/timeline": {
      "get": {
        "operationId": "getEntityTimeline",
        "tags": [
          "activity"
        ],
        "description": "Rollouts, restarts and scalings of one catalog entity, for the time axis of charts.",
        "parameters": [
          {
            "$ref": "#/components/parameters/entityKind"
          },
          {
            "$ref": "#/components/parameters/entityNamespace"
          },
          {
            "$ref": "#/components/parameters/entityName"
          },
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/since"
          },
          {
            "$ref": "#/components/parameters/until"
          }
        ],
        "responses": {
          "200": {
            "description": "Oldest first, at most 500, the newest.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Timeline"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/namespaces/{namespace}/services/{name}/peers": {
      "get": {
        "operationId": "getServicePeers",
        "tags": [
          "peers"
        ],
        "description": "The instances behind one Service.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          }
        ],
        "responses": {
          "200": {
            "description": "The peers, worst first.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Peers"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/namespaces/{namespace}/services/{name}/peers/http-sd": {
      "get": {
        "operationId": "getServiceHttpSd",
        "tags": [
          "peers"
        ],
        "description": "The instances behind one Service as a Prometheus HTTP service discovery document.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          }
        ],
        "responses": {
          "200": {
            "description": "The full list of targets, as Prometheus' `http_sd_configs` reads it.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/HttpSdDocument"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/namespaces/{namespace}/services/{name}/metrics": {
      "get": {
        "operationId": "getServiceMetrics",
        "tags": [
          "metrics"
        ],
        "description": "What the instances behind one Service say now, aggregated over all of them.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          }
        ],
        "responses": {
          "200": {
            "description": "The aggregate of the last scrapes.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Metrics"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/namespaces/{namespace}/services/{name}/metrics/families/{family}": {
      "get": {
        "operationId": "getServiceMetricFamily",
        "tags": [
          "metrics"
        ],
        "description": "One family of metrics with all its series, aggregated and per peer.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          },
          {
            "$ref": "#/components/parameters/family"
          }
        ],
        "responses": {
          "200": {
            "description": "The family.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/MetricFamilyDetail"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/namespaces/{namespace}/services/{name}/metrics/history": {
      "get": {
        "operationId": "getServiceMetricHistory",
        "tags": [
          "metrics"
        ],
        "description": "A golden signal or a family of metrics over time, with its spread over the peers.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          },
          {
            "$ref": "#/components/parameters/signal"
          },
          {
            "$ref": "#/components/parameters/familyName"
          },
          {
            "$ref": "#/components/parameters/labelMatchers"
          },
          {
            "$ref": "#/components/parameters/since"
          },
          {
            "$ref": "#/components/parameters/until"
          },
          {
            "$ref": "#/components/parameters/step"
          }
        ],
        "responses": {
          "200": {
            "description": "The series; a gap is `null`.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/MetricHistory"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/metrics": {
      "get": {
        "operationId": "getClusterMetrics",
        "tags": [
          "metrics"
        ],
        "description": "CPU, memory, network and storage of one cluster over time.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/since"
          },
          {
            "$ref": "#/components/parameters/until"
          },
          {
            "$ref": "#/components/parameters/step"
          }
        ],
        "responses": {
          "200": {
            "description": "One item per resource; what is not known says why.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ResourceMetrics"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/namespaces/{namespace}/metrics": {
      "get": {
        "operationId": "getNamespaceMetrics",
        "tags": [
          "metrics"
        ],
        "description": "CPU, memory, network and storage of one namespace over time.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/since"
          },
          {
            "$ref": "#/components/parameters/until"
          },
          {
            "$ref": "#/components/parameters/step"
          }
        ],
        "responses": {
          "200": {
            "description": "One item per resource; what is not known says why.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ResourceMetrics"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/nodes/{name}/metrics": {
      "get": {
        "operationId": "getNodeMetrics",
        "tags": [
          "metrics"
        ],
        "description": "CPU, memory, network and storage of one node over time.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/name"
          },
          {
            "$ref": "#/components/parameters/since"
          },
          {
            "$ref": "#/components/parameters/until"
          },
          {
            "$ref": "#/components/parameters/step"
          }
        ],
        "responses": {
          "200": {
            "description": "One item per resource; what is not known says why.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ResourceMetrics"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/namespaces/{namespace}/workloads/{kind}/{name}/metrics": {
      "get": {
        "operationId": "getWorkloadMetrics",
        "tags": [
          "metrics"
        ],
        "description": "CPU, memory, network and storage of the pods of one workload over time.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/name"
          },
          {
            "$ref": "#/components/parameters/since"
          },
          {
            "$ref": "#/components/parameters/until"
          },
          {
            "$ref": "#/components/parameters/step"
          }
        ],
        "responses": {
          "200": {
            "description": "One item per resource; what is not known says why.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ResourceMetrics"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/namespaces/{namespace}/pods/{name}/metrics": {
      "get": {
        "operationId": "getPodMetrics",
        "tags": [
          "metrics"
        ],
        "description": "CPU, memory, network and storage of one pod over time.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          },
          {
            "$ref": "#/components/parameters/since"
          },
          {
            "$ref": "#/components/parameters/until"
          },
          {
            "$ref": "#/components/parameters/step"
          }
        ],
        "responses": {
          "200": {
            "description": "One item per resource; what is not known says why.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ResourceMetrics"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/fleet/timeline": {
      "get": {
        "operationId": "getTimeline",
        "tags": [
          "activity"
        ],
        "description": "Rollouts, restarts and scalings, for the time axis of charts.",
        "parameters": [
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/namespaces"
          },
          {
            "$ref": "#/components/parameters/workload"
          },
          {
            "$ref": "#/components/parameters/since"
          },
          {
            "$ref": "#/components/parameters/until"
          }
        ],
        "responses": {
          "200": {
            "description": "Oldest first, at most 500, the newest.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Timeline"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/fleet/peers/http-sd": {
      "get": {
        "operationId": "getHttpSd",
        "tags": [
          "peers"
        ],
        "description": "Everything in the fleet that exposes metrics as far as the mirror knows (annotations, monitors, ports named for metrics), as a Prometheus HTTP service discovery document.",
        "parameters": [
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/namespaces"
          }
        ],
        "responses": {
          "200": {
            "description": "The full list of targets, as Prometheus' `http_sd_configs` reads it.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/HttpSdDocument"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/metrics/sources": {
      "get": {
        "operationId": "listMetricsSources",
        "tags": [
          "metrics"
        ],
        "description": "Where metrics come from, per cluster, configured or detected; for administrators.",
        "responses": {
          "200": {
            "description": "One item per source and cluster.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/MetricsSourceList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/metrics/sources/{source}/test": {
      "post": {
        "operationId": "testMetricsSource",
        "tags": [
          "metrics"
        ],
        "description": "Asks a source now.",
        "parameters": [
          {
            "name": "source",
            "in": "path",
            "required": true,
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 253
            }
          },
          {
            "name": "cluster",
            "in": "query",
            "allowReserved": true,
            "description": "The cluster to ask about; a source of one cluster needs none.",
            "schema": {
              "type": "string",
              "maxLength": 253
            }
          }
        ],
        "responses": {
          "200": {
            "description": "What was found; a source that does not answer is an answer too.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/MetricsSourceTest"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/fleet/costs": {
      "get": {
        "operationId": "getFleetCosts",
        "tags": [
          "cost"
        ],
        "description": "What the fleet cost in a window, aggregated, with idle and overhead as their own rows.",
        "parameters": [
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/costWindow"
          },
          {
            "$ref": "#/components/parameters/costStep"
          },
          {
            "$ref": "#/components/parameters/costAggregate"
          },
          {
            "$ref": "#/components/parameters/costFilter"
          },
          {
            "$ref": "#/components/parameters/costIdle"
          },
          {
            "$ref": "#/components/parameters/costShareNamespaces"
          },
          {
            "$ref": "#/components/parameters/costShareLabels"
          },
          {
            "$ref": "#/components/parameters/costShareCost"
          },
          {
            "$ref": "#/components/parameters/costShareSplit"
          },
          {
            "$ref": "#/components/parameters/costLimit"
          }
        ],
        "responses": {
          "200": {
            "description": "The report.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/CostReport"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/costs": {
      "get": {
        "operationId": "getClusterCosts",
        "tags": [
          "cost"
        ],
        "description": "What one cluster cost in a window.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/costWindow"
          },
          {
            "$ref": "#/components/parameters/costStep"
          },
          {
            "$ref": "#/components/parameters/costAggregate"
          },
          {
            "$ref": "#/components/parameters/costFilter"
          },
          {
            "$ref": "#/components/parameters/costIdle"
          },
          {
            "$ref": "#/components/parameters/costShareNamespaces"
          },
          {
            "$ref": "#/components/parameters/costShareLabels"
          },
          {
            "$ref": "#/components/parameters/costShareCost"
          },
          {
            "$ref": "#/components/parameters/costShareSplit"
          },
          {
            "$ref": "#/components/parameters/costLimit"
          }
        ],
        "responses": {
          "200": {
            "description": "The report.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/CostReport"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/namespaces/{namespace}/costs": {
      "get": {
        "operationId": "getNamespaceCosts",
        "tags": [
          "cost"
        ],
        "description": "What one namespace cost in a window, by default its workloads over 30 days.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/costWindow"
          },
          {
            "$ref": "#/components/parameters/costStep"
          },
          {
            "$ref": "#/components/parameters/costAggregate"
          },
          {
            "$ref": "#/components/parameters/costFilter"
          },
          {
            "$ref": "#/components/parameters/costIdle"
          },
          {
            "$ref": "#/components/parameters/costShareNamespaces"
          },
          {
            "$ref": "#/components/parameters/costShareLabels"
          },
          {
            "$ref": "#/components/parameters/costShareCost"
          },
          {
            "$ref": "#/components/parameters/costShareSplit"
          },
          {
            "$ref": "#/components/parameters/costLimit"
          }
        ],
        "responses": {
          "200": {
            "description": "The report.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/CostReport"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/namespaces/{namespace}/workloads/{kind}/{name}/costs": {
      "get": {
        "operationId": "getWorkloadCosts",
        "tags": [
          "cost"
        ],
        "description": "What one workload cost in a window.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/name"
          },
          {
            "$ref": "#/components/parameters/costWindow"
          },
          {
            "$ref": "#/components/parameters/costStep"
          },
          {
            "$ref": "#/components/parameters/costAggregate"
          },
          {
            "$ref": "#/components/parameters/costFilter"
          },
          {
            "$ref": "#/components/parameters/costIdle"
          },
          {
            "$ref": "#/components/parameters/costShareNamespaces"
          },
          {
            "$ref": "#/components/parameters/costShareLabels"
          },
          {
            "$ref": "#/components/parameters/costShareCost"
          },
          {
            "$ref": "#/components/parameters/costShareSplit"
          },
          {
            "$ref": "#/components/parameters/costLimit"
          }
        ],
        "responses": {
          "200": {
            "description": "The report.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/CostReport"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/entities/{kind}/{namespace}/{name}/costs": {
      "get": {
        "operationId": "getEntityCosts",
        "tags": [
          "cost"
        ],
        "description": "What one catalog entity cost in a window, in every cluster; a system or domain is the sum of its parts, a group or user of what it owned on each day.",
        "parameters": [
          {
            "$ref": "#/components/parameters/entityKind"
          },
          {
            "$ref": "#/components/parameters/entityNamespace"
          },
          {
            "$ref": "#/components/parameters/entityName"
          },
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/costWindow"
          },
          {
            "$ref": "#/components/parameters/costStep"
          },
          {
            "$ref": "#/components/parameters/costAggregate"
          },
          {
            "$ref": "#/components/parameters/costFilter"
          },
          {
            "$ref": "#/components/parameters/costIdle"
          },
          {
            "$ref": "#/components/parameters/costShareNamespaces"
          },
          {
            "$ref": "#/components/parameters/costShareLabels"
          },
          {
            "$ref": "#/components/parameters/costShareCost"
          },
          {
            "$ref": "#/components/parameters/costShareSplit"
          },
          {
            "$ref": "#/components/parameters/costLimit"
          }
        ],
        "responses": {
          "200": {
            "description": "The report.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/CostReport"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/fleet/costs/work": {
      "get": {
        "operationId": "getCostWork",
        "tags": [
          "cost"
        ],
        "description": "How a figure came about, as quantity x price x hours with the source of each price; the same parameters as the report, with a filter that names the row.",
        "parameters": [
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/costWindow"
          },
          {
            "$ref": "#/components/parameters/costStep"
          },
          {
            "$ref": "#/components/parameters/costAggregate"
          },
          {
            "$ref": "#/components/parameters/costFilter"
          },
          {
            "$ref": "#/components/parameters/costIdle"
          },
          {
            "$ref": "#/components/parameters/costShareNamespaces"
          },
          {
            "$ref": "#/components/parameters/costShareLabels"
          },
          {
            "$ref": "#/components/parameters/costShareCost"
          },
          {
            "$ref": "#/components/parameters/costShareSplit"
          },
          {
            "$ref": "#/components/parameters/costLimit"
          }
        ],
        "responses": {
          "200": {
            "description": "The lines that add up to the figure.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/CostWork"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/fleet/costs/export": {
      "get": {
        "operationId": "exportCosts",
        "tags": [
          "cost"
        ],
        "description": "The report as CSV, or as rows of FOCUS 1.2 or 1.3.",
        "parameters": [
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/costExportFormat"
          },
          {
            "$ref": "#/components/parameters/costWindow"
          },
          {
            "$ref": "#/components/parameters/costStep"
          },
          {
            "$ref": "#/components/parameters/costAggregate"
          },
          {
            "$ref": "#/components/parameters/costFilter"
          },
          {
            "$ref": "#/components/parameters/costIdle"
          },
          {
            "$ref": "#/components/parameters/costShareNamespaces"
          },
          {
            "$ref": "#/components/parameters/costShareLabels"
          },
          {
            "$ref": "#/components/parameters/costShareCost"
          },
          {
            "$ref": "#/components/parameters/costShareSplit"
          },
          {
            "$ref": "#/components/parameters/costLimit"
          }
        ],
        "responses": {
          "200": {
            "description": "The file, streamed.",
            "content": {
              "text/csv": {
                "schema": {
                  "type": "string"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/fleet/costs/accuracy": {
      "get": {
        "operationId": "getCostAccuracy",
        "tags": [
          "cost"
        ],
        "description": "How near the modelled cost is to the bill, which prices it stands on, and which hours are incomplete.",
        "parameters": [
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/costWindow"
          }
        ],
        "responses": {
          "200": {
            "description": "Per cluster and month.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/CostAccuracy"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/fleet/costs/unowned": {
      "get": {
        "operationId": "listUnownedCosts",
        "tags": [
          "cost"
        ],
        "description": "Workloads that nobody owns, with what they cost and how to claim them.",
        "parameters": [
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/namespaces"
          },
          {
            "$ref": "#/components/parameters/costWindow"
          },
          {
            "$ref": "#/components/parameters/costLimit"
          }
        ],
        "responses": {
          "200": {
            "description": "Dearest first.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/UnownedCostList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/fleet/costs/anomalies": {
      "get": {
        "operationId": "listCostAnomalies",
        "tags": [
          "cost"
        ],
        "description": "Days on which something cost much more or less than was to be expected, with what changed.",
        "parameters": [
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/namespaces"
          },
          {
            "$ref": "#/components/parameters/owners"
          },
          {
            "$ref": "#/components/parameters/costWindow"
          },
          {
            "$ref": "#/components/parameters/costLimit"
          }
        ],
        "responses": {
          "200": {
            "description": "Newest and largest first.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/CostAnomalyList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/fleet/costs/estimate": {
      "post": {
        "operationId": "estimateCosts",
        "tags": [
          "cost"
        ],
        "description": "What manifests will cost per month on a cluster, before they are deployed, beside what runs or beside other manifests.",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/CostEstimateInput"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The estimate; nothing is stored.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/CostEstimate"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/fleet/costs/jobs": {
      "get": {
        "operationId": "getCostJobs",
        "tags": [
          "cost"
        ],
        "description": "How far the hourly job is per cluster, which hours are incomplete and why, and the progress of a backfill; for administrators.",
        "parameters": [
          {
            "$ref": "#/components/parameters/clusters"
          }
        ],
        "responses": {
          "200": {
            "description": "One item per cluster.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/CostJobs"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      },
      "post": {
        "operationId": "startCostBackfill",
        "tags": [
          "cost"
        ],
        "description": "Computes hours of the past that are missing or incomplete, where a source knows them.",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/CostBackfillInput"
              }
            }
          }
        },
        "responses": {
          "202": {
            "description": "It has started; `getCostJobs` says how far it is."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/allocation": {
      "get": {
        "operationId": "getAllocation",
        "tags": [
          "cost"
        ],
        "description": "The cost as OpenCost's `/allocation` answers it, so that its clients work; parameters as there.",
        "parameters": [
          {
            "$ref": "#/components/parameters/allocationWindow"
          },
          {
            "$ref": "#/components/parameters/allocationAggregate"
          },
          {
            "$ref": "#/components/parameters/allocationStep"
          },
          {
            "$ref": "#/components/parameters/allocationAccumulate"
          },
          {
            "$ref": "#/components/parameters/allocationIncludeIdle"
          },
          {
            "$ref": "#/components/parameters/allocationIdle"
          },
          {
            "$ref": "#/components/parameters/allocationShareIdle"
          },
          {
            "$ref": "#/components/parameters/allocationIdleByNode"
          },
          {
            "$ref": "#/components/parameters/allocationFilter"
          },
          {
            "$ref": "#/components/parameters/allocationFilterNamespaces"
          },
          {
            "$ref": "#/components/parameters/allocationResolution"
          }
        ],
        "responses": {
          "200": {
            "description": "One object per step.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/AllocationAnswer"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/AllocationError"
          }
        }
      }
    },
    "/v1/allocation/compute": {
      "get": {
        "operationId": "computeAllocation",
        "tags": [
          "cost"
        ],
        "description": "The cost as OpenCost's `/allocation` answers it, so that its clients work; parameters as there.",
        "parameters": [
          {
            "$ref": "#/components/parameters/allocationWindow"
          },
          {
            "$ref": "#/components/parameters/allocationAggregate"
          },
          {
            "$ref": "#/components/parameters/allocationStep"
          },
          {
            "$ref": "#/components/parameters/allocationAccumulate"
          },
          {
            "$ref": "#/components/parameters/allocationIncludeIdle"
          },
          {
            "$ref": "#/components/parameters/allocationIdle"
          },
          {
            "$ref": "#/components/parameters/allocationShareIdle"
          },
          {
            "$ref": "#/components/parameters/allocationIdleByNode"
          },
          {
            "$ref": "#/components/parameters/allocationFilter"
          },
          {
            "$ref": "#/components/parameters/allocationFilterNamespaces"
          },
          {
            "$ref": "#/components/parameters/allocationResolution"
          }
        ],
        "responses": {
          "200": {
            "description": "One object per step.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/AllocationAnswer"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/AllocationError"
          }
        }
      }
    },
    "/v1/allocation/summary": {
      "get": {
        "operationId": "getAllocationSummary",
        "tags": [
          "cost"
        ],
        "description": "The cost as OpenCost's `/allocation/summary` answers it; parameters as there.",
        "parameters": [
          {
            "$ref": "#/components/parameters/allocationWindow"
          },
          {
            "$ref": "#/components/parameters/allocationAggregate"
          },
          {
            "$ref": "#/components/parameters/allocationStep"
          },
          {
            "$ref": "#/components/parameters/allocationAccumulate"
          },
          {
            "$ref": "#/components/parameters/allocationIncludeIdle"
          },
          {
            "$ref": "#/components/parameters/allocationIdle"
          },
          {
            "$ref": "#/components/parameters/allocationShareIdle"
          },
          {
            "$ref": "#/components/parameters/allocationIdleByNode"
          },
          {
            "$ref": "#/components/parameters/allocationFilter"
          },
          {
            "$ref": "#/components/parameters/allocationFilterNamespaces"
          },
          {
            "$ref": "#/components/parameters/allocationResolution"
          }
        ],
        "responses": {
          "200": {
            "description": "One set per step.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/AllocationSummaryAnswer"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/AllocationError"
          }
        }
      }
    },
    "/v1/prices": {
      "get": {
        "operationId": "listPrices",
        "tags": [
          "cost"
        ],
        "description": "The prices in force per cluster and kind of node, volume and load balancer, with source and version.",
        "parameters": [
          {
            "$ref": "#/components/parameters/clusters"
          }
        ],
        "responses": {
          "200": {
            "description": "One item per price.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/PriceList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/bills": {
      "get": {
        "operationId": "listBills",
        "tags": [
          "cost"
        ],
        "description": "The bills that were imported.",
        "responses": {
          "200": {
            "description": "Newest first.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/BillList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      },
      "post": {
        "operationId": "importBill",
        "tags": [
          "cost"
        ],
        "description": "Imports a bill of a cloud as CSV or FOCUS 1.2 or 1.3, and corrects the modelled cost by it.",
        "parameters": [
          {
            "$ref": "#/components/parameters/billName"
          },
          {
            "$ref": "#/components/parameters/billDryRun"
          },
          {
            "$ref": "#/components/parameters/billColumns"
          }
        ],
        "requestBody": {
          "required": false,
          "content": {
            "text/csv": {
              "schema": {
                "type": "string"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "What was read, and which lines were refused and why.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/BillImport"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/bills/{id}": {
      "delete": {
        "operationId": "deleteBill",
        "tags": [
          "cost"
        ],
        "description": "Forgets a bill and takes its correction back.",
        "parameters": [
          {
            "$ref": "#/components/parameters/id"
          }
        ],
        "responses": {
          "204": {
            "description": "It is gone."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/budgets": {
      "get": {
        "operationId": "listBudgets",
        "tags": [
          "cost"
        ],
        "description": "Budgets with what is spent and the forecast to the end of the month.",
        "parameters": [
          {
            "$ref": "#/components/parameters/owners"
          }
        ],
        "responses": {
          "200": {
            "description": "Worst first.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/BudgetList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      },
      "post": {
        "operationId": "createBudget",
        "tags": [
          "cost"
        ],
        "description": "Sets a budget.",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/BudgetInput"
              }
            }
          }
        },
        "responses": {
          "201": {
            "description": "The budget.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Budget"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/budgets/{id}": {
      "get": {
        "operationId": "getBudget",
        "tags": [
          "cost"
        ],
        "description": "One budget.",
        "parameters": [
          {
            "$ref": "#/components/parameters/id"
          }
        ],
        "responses": {
          "200": {
            "description": "The budget.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Budget"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      },
      "put": {
        "operationId": "updateBudget",
        "tags": [
          "cost"
        ],
        "description": "Changes a budget.",
        "parameters": [
          {
            "$ref": "#/components/parameters/id"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/BudgetInput"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The budget as it is now.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Budget"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      },
      "delete": {
        "operationId": "deleteBudget",
        "tags": [
          "cost"
        ],
        "description": "Forgets a budget.",
        "parameters": [
          {
            "$ref": "#/components/parameters/id"
          }
        ],
        "responses": {
          "204": {
            "description": "It is gone."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/fleet/rightsizing": {
      "get": {
        "operationId": "listRightsizing",
        "tags": [
          "rightsizing"
        ],
        "description": "What containers should request, from what they used, with the saving and the patch.",
        "parameters": [
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/namespaces"
          },
          {
            "$ref": "#/components/parameters/owners"
          },
          {
            "$ref": "#/components/parameters/workload"
          },
          {
            "$ref": "#/components/parameters/search"
          },
          {
            "$ref": "#/components/parameters/rightsizingStrategy"
          },
          {
            "$ref": "#/components/parameters/costLimit"
          }
        ],
        "responses": {
          "200": {
            "description": "Largest saving first.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/RightsizingReport"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/entities/{kind}/{namespace}/{name}/rightsizing": {
      "get": {
        "operationId": "getEntityRightsizing",
        "tags": [
          "rightsizing"
        ],
        "description": "What the containers of one catalog entity should request.",
        "parameters": [
          {
            "$ref": "#/components/parameters/entityKind"
          },
          {
            "$ref": "#/components/parameters/entityNamespace"
          },
          {
            "$ref": "#/components/parameters/entityName"
          },
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/rightsizingStrategy"
          },
          {
            "$ref": "#/components/parameters/costLimit"
          }
        ],
        "responses": {
          "200": {
            "description": "Largest saving first.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/RightsizingReport"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/clusters/{cluster}/namespaces/{namespace}/workloads/{kind}/{name}/rightsizing": {
      "get": {
        "operationId": "getWorkloadRightsizing",
        "tags": [
          "rightsizing"
        ],
        "description": "What the containers of one workload should request.",
        "parameters": [
          {
            "$ref": "#/components/parameters/cluster"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/name"
          },
          {
            "$ref": "#/components/parameters/rightsizingStrategy"
          },
          {
            "$ref": "#/components/parameters/costLimit"
          }
        ],
        "responses": {
          "200": {
            "description": "Largest saving first.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/RightsizingReport"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/fleet/rightsizing/advice": {
      "get": {
        "operationId": "listRightsizingAdvice",
        "tags": [
          "rightsizing"
        ],
        "description": "Quotas, limit ranges and autoscalers that should be different, abandoned workloads, orphaned volumes and load balancers.",
        "parameters": [
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/namespaces"
          },
          {
            "$ref": "#/components/parameters/owners"
          },
          {
            "$ref": "#/components/parameters/adviceTypes"
          },
          {
            "$ref": "#/components/parameters/costLimit"
          }
        ],
        "responses": {
          "200": {
            "description": "Largest saving first.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/RightsizingAdviceList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/workers": {
      "get": {
        "operationId": "listWorkers",
        "tags": [
          "clusters"
        ],
        "description": "The state of the mirror, per cluster and kind.",
        "parameters": [
          {
            "$ref": "#/components/parameters/clusters"
          },
          {
            "$ref": "#/components/parameters/search"
          },
          {
            "$ref": "#/components/parameters/sort"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "$ref": "#/components/parameters/cursor"
          }
        ],
        "responses": {
          "200": {
            "description": "One item per cluster and kind.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/WorkerList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/replicas": {
      "get": {
        "operationId": "listReplicas",
        "tags": [
          "clusters"
        ],
        "description": "The backend replicas that share the clusters, and how many each of them reads.",
        "responses": {
          "200": {
            "description": "All replicas that were heard lately.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ReplicaList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/encryption": {
      "get": {
        "operationId": "getEncryption",
        "tags": [
          "clusters"
        ],
        "description": "With which keys the credentials of registered clusters are encrypted, and how far a rotation is.",
        "responses": {
          "200": {
            "description": "Keys by name; never their material.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Encryption"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/encryption:rotate": {
      "post": {
        "operationId": "rotateEncryption",
        "tags": [
          "clusters"
        ],
        "description": "Wraps all data keys by the newest key, now. It also happens by itself after a start.",
        "responses": {
          "202": {
            "description": "It has started; `getEncryption` says how far it is."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    }
  },
  "components": {
    "parameters": {
      "cluster": {
        "name": "cluster",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 253
        }
      },
      "namespace": {
        "name": "namespace",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 253
        }
      },
      "kind": {
        "name": "kind",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 253
        }
      },
      "name": {
        "name": "name",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 253
        }
      },
      "entityKind": {
        "name": "kind",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 63
        }
      },
      "entityNamespace": {
        "name": "namespace",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 63
        }
      },
      "entityName": {
        "name": "name",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 63
        }
      },
      "id": {
        "name": "id",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 63
        }
      },
      "costWindow": {
        "name": "window",
        "in": "query",
        "allowReserved": true,
        "description": "As OpenCost has it: `today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, `12h`, `30d`, or two times (RFC 3339 or Unix seconds) with a comma between. Default `30d`. Days are those of the report's time zone.",
        "schema": {
          "type": "string",
          "maxLength": 100
        }
      },
      "costStep": {
        "name": "step",
        "in": "query",
        "allowReserved": true,
        "description": "The length of the points of the trend; chosen by the window when absent.",
        "schema": {
          "type": "string",
          "enum": [
            "hour",
            "day",
            "week",
            "month"
          ]
        }
      },
      "costAggregate": {
        "name": "aggregate",
        "in": "query",
        "allowReserved": true,
        "description": "By what: cluster, node, namespace, workload, kind, owner, system, domain, entity, team, costCenter, service, pod, container, `label:NAME`, `annotation:NAME` or all; several make one row per combination.",
        "schema": {
          "type": "array",
          "maxItems": 5,
          "items": {
            "type": "string",
            "maxLength": 330
          }
        }
      },
      "costFilter": {
        "name": "filter",
        "in": "query",
        "allowReserved": true,
        "description": "OpenCost's filter language v2.1, such as `namespace:\"shop\"+label[app]:\"cart\",\"web\"`. A filter never changes the figures of a row.",
        "schema": {
          "type": "string",
          "maxLength": 4096
        }
      },
      "costIdle": {
        "name": "idle",
        "in": "query",
        "allowReserved": true,
        "description": "What becomes of idle cost: a row of its own (default), shared in proportion, or left out.",
        "schema": {
          "type": "string",
          "enum": [
            "separate",
            "share",
            "hide"
          ],
          "default": "separate"
        }
      },
      "costShareNamespaces": {
        "name": "shareNamespaces",
        "in": "query",
        "allowReserved": true,
        "description": "Namespaces whose cost all others share; those configured when absent.",
        "schema": {
          "type": "array",
          "maxItems": 100,
          "items": {
            "type": "string",
            "maxLength": 253
          }
        }
      },
      "costShareLabels": {
        "name": "shareLabels",
        "in": "query",
        "allowReserved": true,
        "description": "Labels, each as `name=value`, whose workloads all others share.",
        "schema": {
          "type": "array",
          "maxItems": 100,
          "items": {
            "type": "string",
            "maxLength": 330
          }
        }
      },
      "costShareCost": {
        "name": "shareCost",
        "in": "query",
        "allowReserved": true,
        "description": "A flat cost per month that all share, in the currency of the report.",
        "schema": {
          "type": "number",
          "minimum": 0,
          "maximum": 1000000000
        }
      },
      "costShareSplit": {
        "name": "shareSplit",
        "in": "query",
        "allowReserved": true,
        "description": "How shared cost is split.",
        "schema": {
          "type": "string",
          "enum": [
            "weighted",
            "even"
          ],
          "default": "weighted"
        }
      },
      "costLimit": {
        "name": "limit",
        "in": "query",
        "allowReserved": true,
        "description": "Rows at most; what is beyond is one row `other`.",
        "schema": {
          "type": "integer",
          "minimum": 1,
          "maximum": 5000,
          "default": 100
        }
      },
      "costExportFormat": {
        "name": "format",
        "in": "query",
        "allowReserved": true,
        "schema": {
          "type": "string",
          "enum": [
            "csv",
            "focus-1.2",
            "focus-1.3"
          ],
          "default": "csv"
        }
      },
      "allocationWindow": {
        "name": "window",
        "in": "query",
        "allowReserved": true,
        "required": true,
        "description": "A window as OpenCost has it.",
        "schema": {
          "type": "string",
          "maxLength": 100
        }
      },
      "allocationAggregate": {
        "name": "aggregate",
        "in": "query",
        "allowReserved": true,
        "description": "Names with commas between.",
        "schema": {
          "type": "string",
          "maxLength": 1000
        }
      },
      "allocationStep": {
        "name": "step",
        "in": "query",
        "allowReserved": true,
        "description": "A duration such as `1d`; the window when absent.",
        "schema": {
          "type": "string",
          "maxLength": 20
        }
      },
      "allocationAccumulate": {
        "name": "accumulate",
        "in": "query",
        "allowReserved": true,
        "description": "`true`, or hour, day, week, month.",
        "schema": {
          "type": "string",
          "maxLength": 20
        }
      },
      "allocationIncludeIdle": {
        "name": "includeIdle",
        "in": "query",
        "allowReserved": true,
        "schema": {
          "type": "boolean",
          "default": false
        }
      },
      "allocationIdle": {
        "name": "idle",
        "in": "query",
        "allowReserved": true,
        "description": "What Kubecost calls `includeIdle`; its clients send both.",
        "schema": {
          "type": "boolean",
          "default": false
        }
      },
      "allocationShareIdle": {
        "name": "shareIdle",
        "in": "query",
        "allowReserved": true,
        "schema": {
          "type": "string",
          "maxLength": 20
        }
      },
      "allocationIdleByNode": {
        "name": "idleByNode",
        "in": "query",
        "allowReserved": true,
        "schema": {
          "type": "boolean",
          "default": false
        }
      },
      "allocationFilterNamespaces": {
        "name": "filterNamespaces",
        "in": "query",
        "allowReserved": true,
        "description": "Namespaces with commas between, as kubectl-cost sends them; all when empty.",
        "schema": {
          "type": "string",
          "maxLength": 4096
        }
      },
      "allocationFilter": {
        "name": "filter",
        "in": "query",
        "allowReserved": true,
        "schema": {
          "type": "string",
          "maxLength": 4096
        }
      },
      "allocationResolution": {
        "name": "resolution",
        "in": "query",
        "allowReserved": true,
        "description": "Taken and without effect: figures are of exact times.",
        "schema": {
          "type": "string",
          "maxLength": 20
        }
      },
      "billName": {
        "name": "name",
        "in": "query",
        "allowReserved": true,
        "description": "What the bill is called; importing one of the same name replaces it.",
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 253
        }
      },
      "billDryRun": {
        "name": "dryRun",
        "in": "query",
        "allowReserved": true,
        "description": "Reads and judges the bill without storing it.",
        "schema": {
          "type": "boolean",
          "default": false
        }
      },
      "billColumns": {
        "name": "column",
        "in": "query",
        "allowReserved": true,
        "description": "Which column of a CSV has what, each as `field=Header`, where the headers are not known ones.",
        "schema": {
          "type": "array",
          "maxItems": 20,
          "items": {
            "type": "string",
            "maxLength": 330
          }
        }
      },
      "rightsizingStrategy": {
        "name": "strategy",
        "in": "query",
        "allowReserved": true,
        "description": "The default of the configuration when absent.",
        "schema": {
          "type": "string",
          "enum": [
            "portlight",
            "vpa",
            "krr"
          ]
        }
      },
      "adviceTypes": {
        "name": "type",
        "in": "query",
        "allowReserved": true,
        "description": "Only these kinds of advice.",
        "schema": {
          "type": "array",
          "maxItems": 10,
          "items": {
            "$ref": "#/components/schemas/RightsizingAdviceType"
          }
        }
      },
      "clusters": {
        "name": "cluster",
        "in": "query",
        "allowReserved": true,
        "description": "Only these clusters.",
        "schema": {
          "type": "array",
          "maxItems": 500,
          "items": {
            "type": "string",
            "maxLength": 253
          }
        }
      },
      "namespaces": {
        "name": "namespace",
        "in": "query",
        "allowReserved": true,
        "description": "Only these namespaces.",
        "schema": {
          "type": "array",
          "maxItems": 500,
          "items": {
            "type": "string",
            "maxLength": 253
          }
        }
      },
      "kinds": {
        "name": "kind",
        "in": "query",
        "allowReserved": true,
        "description": "Only these kinds, such as `Deployment`.",
        "schema": {
          "type": "array",
          "maxItems": 50,
          "items": {
            "type": "string",
            "maxLength": 253
          }
        }
      },
      "names": {
        "name": "name",
        "in": "query",
        "allowReserved": true,
        "description": "Only objects of exactly these names.",
        "schema": {
          "type": "array",
          "maxItems": 500,
          "items": {
            "type": "string",
            "maxLength": 253
          }
        }
      },
      "namePrefix": {
        "name": "namePrefix",
        "in": "query",
        "allowReserved": true,
        "schema": {
          "type": "string",
          "maxLength": 253
        }
      },
      "search": {
        "name": "search",
        "in": "query",
        "allowReserved": true,
        "description": "Part of the name (of problems and events also of the message, of clusters also of the title), whatever its case; `*` stands for any characters, `?` for any one.",
        "schema": {
          "type": "string",
          "maxLength": 253
        }
      },
      "labelSelector": {
        "name": "labelSelector",
        "in": "query",
        "allowReserved": true,
        "description": "A Kubernetes label selector, such as `app=cart,tier in (web,api),!canary`.",
        "schema": {
          "type": "string",
          "maxLength": 4096
        }
      },
      "owners": {
        "name": "owner",
        "in": "query",
        "allowReserved": true,
        "description": "Only objects of these owners (catalog entity references or the owner label's value).",
        "schema": {
          "type": "array",
          "maxItems": 200,
          "items": {
            "type": "string",
            "maxLength": 253
          }
        }
      },
      "health": {
        "name": "health",
        "in": "query",
        "allowReserved": true,
        "schema": {
          "type": "array",
          "maxItems": 5,
          "items": {
            "$ref": "#/components/schemas/HealthStatus"
          }
        }
      },
      "phases": {
        "name": "phase",
        "in": "query",
        "allowReserved": true,
        "schema": {
          "type": "array",
          "maxItems": 20,
          "items": {
            "type": "string",
            "maxLength": 63
          }
        }
      },
      "nodes": {
        "name": "node",
        "in": "query",
        "allowReserved": true,
        "description": "Only pods on these nodes.",
        "schema": {
          "type": "array",
          "maxItems": 500,
          "items": {
            "type": "string",
            "maxLength": 253
          }
        }
      },
      "image": {
        "name": "image",
        "in": "query",
        "allowReserved": true,
        "description": "Only objects that run an image with this text in it.",
        "schema": {
          "type": "string",
          "maxLength": 512
        }
      },
      "workload": {
        "name": "workload",
        "in": "query",
        "allowReserved": true,
        "description": "Only pods of this workload, as `Kind/name`.",
        "schema": {
          "type": "string",
          "maxLength": 512
        }
      },
      "createdSince": {
        "name": "createdSince",
        "in": "query",
        "allowReserved": true,
        "schema": {
          "type": "string",
          "format": "date-time"
        }
      },
      "createdBefore": {
        "name": "createdBefore",
        "in": "query",
        "allowReserved": true,
        "schema": {
          "type": "string",
          "format": "date-time"
        }
      },
      "causes": {
        "name": "cause",
        "in": "query",
        "allowReserved": true,
        "schema": {
          "type": "array",
          "maxItems": 50,
          "items": {
            "type": "string",
            "maxLength": 63
          }
        }
      },
      "severities": {
        "name": "severity",
        "in": "query",
        "allowReserved": true,
        "schema": {
          "type": "array",
          "maxItems": 3,
          "items": {
            "$ref": "#/components/schemas/Severity"
          }
        }
      },
      "eventTypes": {
        "name": "type",
        "in": "query",
        "allowReserved": true,
        "schema": {
          "type": "array",
          "maxItems": 5,
          "items": {
            "type": "string",
            "maxLength": 63
          }
        }
      },
      "eventReasons": {
        "name": "reason",
        "in": "query",
        "allowReserved": true,
        "schema": {
          "type": "array",
          "maxItems": 50,
          "items": {
            "type": "string",
            "maxLength": 253
          }
        }
      },
      "involvedKind": {
        "name": "involvedKind",
        "in": "query",
        "allowReserved": true,
        "schema": {
          "type": "string",
          "maxLength": 253
        }
      },
      "involvedName": {
        "name": "involvedName",
        "in": "query",
        "allowReserved": true,
        "schema": {
          "type": "string",
          "maxLength": 253
        }
      },
      "sort": {
        "name": "sort",
        "in": "query",
        "allowReserved": true,
        "description": "A column, with `-` before it for descending; an unknown one answers 400 with the known ones.",
        "schema": {
          "type": "string",
          "maxLength": 63
        }
      },
      "limit": {
        "name": "limit",
        "in": "query",
        "allowReserved": true,
        "schema": {
          "type": "integer",
          "minimum": 1,
          "maximum": 500,
          "default": 100
        }
      },
      "cursor": {
        "name": "cursor",
        "in": "query",
        "allowReserved": true,
        "description": "The `nextCursor` of the page before.",
        "schema": {
          "type": "string",
          "maxLength": 4096
        }
      },
      "family": {
        "name": "family",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 1024
        }
      },
      "familyName": {
        "name": "family",
        "in": "query",
        "allowReserved": true,
        "description": "The family of metrics; this or `signal`.",
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 1024
        }
      },
      "signal": {
        "name": "signal",
        "in": "query",
        "allowReserved": true,
        "description": "The golden signal; this or `family`.",
        "schema": {
          "$ref": "#/components/schemas/GoldenSignalName"
        }
      },
      "labelMatchers": {
        "name": "label",
        "in": "query",
        "allowReserved": true,
        "description": "Only series with these labels, each as `name=value`.",
        "schema": {
          "type": "array",
          "maxItems": 20,
          "items": {
            "type": "string",
            "maxLength": 1300
          }
        }
      },
      "since": {
        "name": "since",
        "in": "query",
        "allowReserved": true,
        "description": "Beginning of the range; an hour before its end when absent.",
        "schema": {
          "type": "string",
          "format": "date-time"
        }
      },
      "until": {
        "name": "until",
        "in": "query",
        "allowReserved": true,
        "description": "End of the range; now when absent.",
        "schema": {
          "type": "string",
          "format": "date-time"
        }
      },
      "step": {
        "name": "step",
        "in": "query",
        "allowReserved": true,
        "description": "Seconds between points; chosen for about 240 points when absent. More than 11,000 points are refused.",
        "schema": {
          "type": "integer",
          "minimum": 1,
          "maximum": 604800
        }
      }
    },
    "responses": {
      "Error": {
        "description": "What went wrong, as a problem document (RFC 9457).",
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem9457"
            }
          }
        }
      },
      "AllocationError": {
        "description": "What went wrong, as OpenCost says it.",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/AllocationProblem"
            }
          }
        }
      }
    },
    "schemas": {
      "AllocationProblem": {
        "description": "An error as OpenCost answers it.",
        "type": "object",
        "required": [
          "code",
          "message"
        ],
        "properties": {
          "code": {
            "type": "integer",
            "description": "The HTTP status."
          },
          "message": {
            "type": "string",
            "description": "What went wrong."
          }
        }
      },
      "Problem9457": {
        "description": "The problem document (RFC 9457) that answers a request which failed.",
        "type": "object",
        "required": [
          "type",
          "title",
          "status",
          "code"
        ],
        "properties": {
          "type": {
            "type": "string",
            "description": "`about:blank`, or a page about this code."
          },
          "title": {
            "type": "string",
            "description": "One sentence that says what to do."
          },
          "status": {
            "type": "integer",
            "description": "The HTTP status."
          },
          "code": {
            "type": "string",
            "description": "A stable word: `invalid-parameter`, `unknown-column`, `invalid-cursor`, `not-found`, `not-allowed`, ..."
          },
          "detail": {
            "type": "string"
          },
          "parameter": {
            "type": "string",
            "description": "The query or path parameter at fault."
          },
          "allowed": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "The values that would have been accepted."
          }
        }
      },
      "HealthStatus": {
        "description": "The five statuses of an object, worst first.",
        "type": "string",
        "enum": [
          "degraded",
          "unknown",
          "progressing",
          "suspended",
          "healthy"
        ]
      },
      "Severity": {
        "description": "How much a problem matters, most first.",
        "type": "string",
        "enum": [
          "critical",
          "warning",
          "info"
        ]
      },
      "Health": {
        "description": "Health of one object: a status, one CamelCase reason and one sentence.",
        "type": "object",
        "required": [
          "status",
          "reason",
          "message"
        ],
        "properties": {
          "status": {
            "$ref": "#/components/schemas/HealthStatus"
          },
          "reason": {
            "type": "string",
            "description": "One CamelCase word, such as `CrashLoopBackOff`."
          },
          "message": {
            "type": "string",
            "description": "One sentence for people, such as `3 of 5 pods: CrashLoopBackOff, exit 137 OOMKilled`."
          },
          "since": {
            "type": "string",
            "format": "date-time",
            "description": "Since when it has been so."
          }
        }
      },
      "ClusterStatus": {
        "type": "string",
        "description": "`pending` has not been read yet; `signInRequired` can only be read with the user's own token.",
        "enum": [
          "active",
          "pending",
          "unreachable",
          "error",
          "maintenance",
          "signInRequired"
        ]
      },
      "ClusterHealthStatus": {
        "description": "The four statuses of a cluster, worst first.",
        "type": "string",
        "enum": [
          "critical",
          "degraded",
          "unknown",
          "healthy"
        ]
      },
      "ClusterHealth": {
        "description": "Health of a cluster with the reasons for it.",
        "type": "object",
        "required": [
          "status",
          "reasons"
        ],
        "properties": {
          "status": {
            "$ref": "#/components/schemas/ClusterHealthStatus"
          },
          "reasons": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "reason",
                "message"
              ],
              "properties": {
                "reason": {
                  "type": "string"
                },
                "message": {
                  "type": "string"
                }
              }
            }
          }
        }
      },
      "ResourceFigures": {
        "description": "CPU in cores or memory in bytes: allocatable, requested, used.",
        "type": "object",
        "required": [
          "allocatable",
          "requested"
        ],
        "properties": {
          "allocatable": {
            "type": "number"
          },
          "requested": {
            "type": "number",
            "description": "Sum of what the pods on nodes request."
          },
          "used": {
            "type": "number",
            "description": "From metrics.k8s.io; absent where there is none."
          }
        }
      },
      "ClusterCounts": {
        "description": "How many of what a cluster has. What is not known, as a kind that may not be read, is absent.",
        "type": "object",
        "properties": {
          "nodes": {
            "type": "integer"
          },
          "nodesReady": {
            "type": "integer"
          },
          "namespaces": {
            "type": "integer"
          },
          "workloads": {
            "type": "integer"
          },
          "workloadsFailing": {
            "type": "integer",
            "description": "Workloads that are degraded."
          },
          "pods": {
            "type": "integer"
          }
        }
      },
      "Cluster": {
        "description": "One cluster of the fleet. Figures that are not known are absent.",
        "type": "object",
        "required": [
          "name",
          "title",
          "source",
          "status",
          "health",
          "regions",
          "tags",
          "sync"
        ],
        "properties": {
          "name": {
            "type": "string",
            "description": "Unique in the fleet."
          },
          "title": {
            "type": "string"
          },
          "source": {
            "type": "string",
            "description": "Where the cluster is known from, such as `kubernetes` or `kubeconfig`."
          },
          "status": {
            "$ref": "#/components/schemas/ClusterStatus"
          },
          "statusMessage": {
            "type": "string",
            "description": "Why the status is what it is and what to do."
          },
          "health": {
            "$ref": "#/components/schemas/ClusterHealth"
          },
          "version": {
            "type": "string",
            "description": "As the server says it, such as `v1.36.3`."
          },
          "provider": {
            "type": "string",
            "description": "EKS, GKE, AKS, OKE, k3s, kind, ... or `Kubernetes`."
          },
          "regions": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "environment": {
            "type": "string"
          },
          "tags": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "description": {
            "type": "string"
          },
          "owner": {
            "type": "string"
          },
          "dashboardUrl": {
            "type": "string"
          },
          "sync": {
            "$ref": "#/components/schemas/ClusterSync"
          },
          "counts": {
            "$ref": "#/components/schemas/ClusterCounts"
          },
          "cpu": {
            "$ref": "#/components/schemas/ResourceFigures"
          },
          "memory": {
            "$ref": "#/components/schemas/ResourceFigures"
          },
          "usageUnavailable": {
            "type": "string",
            "description": "Why `used` is absent."
          },
          "topic": {
            "type": "string",
            "description": "What push messages call this cluster; says nothing to those who may not see it."
          },
          "restricted": {
            "type": "boolean",
            "description": "Counts and reasons cover only what you may see of the cluster."
          }
        }
      },
      "ClusterSync": {
        "description": "State and age of what is known of a cluster.",
        "type": "object",
        "required": [
          "state",
          "stale",
          "unavailableKinds"
        ],
        "properties": {
          "state": {
            "type": "string",
            "enum": [
              "pending",
              "listing",
              "watching",
              "waiting",
              "failed",
              "stopped"
            ]
          },
          "stale": {
            "type": "boolean",
            "description": "The data may be older than the cluster."
          },
          "lastSyncAt": {
            "type": "string",
            "format": "date-time",
            "description": "When the mirror last heard from the cluster."
          },
          "firstSyncAt": {
            "type": "string",
            "format": "date-time"
          },
          "lastError": {
            "type": "object",
            "required": [
              "cause",
              "message",
              "at"
            ],
            "properties": {
              "cause": {
                "$ref": "#/components/schemas/SyncErrorCause"
              },
              "message": {
                "type": "string"
              },
              "at": {
                "type": "string",
                "format": "date-time"
              }
            }
          },
          "unavailableKinds": {
            "type": "array",
            "description": "Kinds that cannot be read, with the reason; the rest is complete.",
            "items": {
              "type": "object",
              "required": [
                "kind",
                "cause",
                "message"
              ],
              "properties": {
                "kind": {
                  "type": "string"
                },
                "cause": {
                  "$ref": "#/components/schemas/SyncErrorCause"
                },
                "message": {
                  "type": "string"
                },
                "since": {
                  "type": "string",
                  "format": "date-time"
                }
              }
            }
          }
        }
      },
      "SyncErrorCause": {
        "description": "Why something could not be read.",
        "type": "string",
        "enum": [
          "unreachable",
          "timeout",
          "tls",
          "unauthorized",
          "forbidden",
          "throttled",
          "serverError",
          "invalidResponse",
          "notInstalled",
          "tooMany",
          "signInRequired"
        ]
      },
      "ClusterList": {
        "type": "object",
        "required": [
          "items",
          "total"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Cluster"
            }
          },
          "total": {
            "type": "integer"
          },
          "nextCursor": {
            "type": "string"
          }
        }
      },
      "FleetHealth": {
        "description": "The figures of the fleet, or of one cluster. Figures that no cluster knows are absent.",
        "type": "object",
        "required": [
          "clusters",
          "history"
        ],
        "properties": {
          "restricted": {
            "type": "boolean",
            "description": "The figures cover only what you may see; the history then has no workloads and pods."
          },
          "clusters": {
            "type": "object",
            "required": [
              "total",
              "byStatus",
              "byHealth",
              "withoutData"
            ],
            "properties": {
              "total": {
                "type": "integer"
              },
              "byStatus": {
                "type": "object",
                "additionalProperties": {
                  "type": "integer"
                }
              },
              "byHealth": {
                "type": "object",
                "additionalProperties": {
                  "type": "integer"
                }
              },
              "withoutData": {
                "type": "integer",
                "description": "Clusters that have never been read; the other figures leave them out."
              }
            }
          },
          "workloads": {
            "type": "object",
            "required": [
              "total",
              "byHealth"
            ],
            "properties": {
              "total": {
                "type": "integer"
              },
              "byHealth": {
                "type": "object",
                "additionalProperties": {
                  "type": "integer"
                }
              }
            }
          },
          "nodes": {
            "type": "object",
            "required": [
              "total",
              "ready"
            ],
            "properties": {
              "total": {
                "type": "integer"
              },
              "ready": {
                "type": "integer"
              }
            }
          },
          "pods": {
            "type": "object",
            "required": [
              "total",
              "byPhase"
            ],
            "properties": {
              "total": {
                "type": "integer"
              },
              "byPhase": {
                "type": "object",
                "additionalProperties": {
                  "type": "integer"
                }
              }
            }
          },
          "history": {
            "type": "array",
            "description": "At most 24 hours, oldest first; a gap is a gap.",
            "items": {
              "type": "object",
              "required": [
                "at",
                "clustersHealthy",
                "clusters"
              ],
              "properties": {
                "at": {
                  "type": "string",
                  "format": "date-time"
                },
                "clustersHealthy": {
                  "type": "integer"
                },
                "clusters": {
                  "type": "integer"
                },
                "workloadsFailing": {
                  "type": "integer"
                },
                "workloads": {
                  "type": "integer"
                },
                "nodesReady": {
                  "type": "integer"
                },
                "nodes": {
                  "type": "integer"
                },
                "pods": {
                  "type": "integer"
                }
              }
            }
          }
        }
      },
      "ProblemGroup": {
        "description": "Problems of one cause.",
        "type": "object",
        "required": [
          "cause",
          "severity",
          "title",
          "objects",
          "clusters",
          "owners",
          "since"
        ],
        "properties": {
          "cause": {
            "type": "string"
          },
          "severity": {
            "$ref": "#/components/schemas/Severity"
          },
          "title": {
            "type": "string",
            "description": "The cause in plain words, such as `Containers keep crashing`."
          },
          "objects": {
            "type": "integer"
          },
          "clusters": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "At most 20 names."
          },
          "clusterCount": {
            "type": "integer"
          },
          "owners": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "At most 20."
          },
          "since": {
            "type": "string",
            "format": "date-time",
            "description": "When the oldest of them began."
          },
          "latest": {
            "type": "string",
            "format": "date-time",
            "description": "When the newest of them began."
          }
        }
      },
      "ProblemGroupList": {
        "type": "object",
        "required": [
          "items",
          "total"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ProblemGroup"
            }
          },
          "total": {
            "type": "integer"
          },
          "nextCursor": {
            "type": "string"
          }
        }
      },
      "ObjectReference": {
        "description": "Kind, namespace and name of an object.",
        "type": "object",
        "required": [
          "kind",
          "name"
        ],
        "properties": {
          "kind": {
            "type": "string"
          },
          "namespace": {
            "type": "string",
            "description": "Absent for objects without one."
          },
          "name": {
            "type": "string"
          }
        }
      },
      "Problem": {
        "description": "One thing that is wrong with one object.",
        "type": "object",
        "required": [
          "cluster",
          "object",
          "cause",
          "severity",
          "message",
          "since",
          "affected"
        ],
        "properties": {
          "cluster": {
            "type": "string"
          },
          "object": {
            "$ref": "#/components/schemas/ObjectReference"
          },
          "cause": {
            "type": "string"
          },
          "severity": {
            "$ref": "#/components/schemas/Severity"
          },
          "message": {
            "type": "string"
          },
          "owner": {
            "type": "string"
          },
          "since": {
            "type": "string",
            "format": "date-time"
          },
          "affected": {
            "type": "integer",
            "description": "Pods (or objects) of this object that it hits."
          }
        }
      },
      "ProblemList": {
        "type": "object",
        "required": [
          "items",
          "total"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Problem"
            }
          },
          "total": {
            "type": "integer"
          },
          "nextCursor": {
            "type": "string"
          }
        }
      },
      "ObjectSummary": {
        "description": "An object of any mirrored kind with its health.",
        "type": "object",
        "required": [
          "cluster",
          "kind",
          "name",
          "health"
        ],
        "properties": {
          "cluster": {
            "type": "string"
          },
          "kind": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "health": {
            "$ref": "#/components/schemas/Health"
          },
          "owner": {
            "type": "string"
          },
          "createdAt": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "ObjectList": {
        "type": "object",
        "required": [
          "items",
          "total"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ObjectSummary"
            }
          },
          "total": {
            "type": "integer"
          },
          "nextCursor": {
            "type": "string"
          }
        }
      },
      "Namespace": {
        "description": "One namespace.",
        "type": "object",
        "required": [
          "cluster",
          "name",
          "health",
          "phase",
          "workloads",
          "workloadsFailing",
          "pods"
        ],
        "properties": {
          "cluster": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "health": {
            "$ref": "#/components/schemas/Health"
          },
          "phase": {
            "type": "string"
          },
          "owner": {
            "type": "string"
          },
          "workloads": {
            "type": "integer"
          },
          "workloadsFailing": {
            "type": "integer"
          },
          "pods": {
            "type": "integer"
          },
          "createdAt": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "NamespaceList": {
        "type": "object",
        "required": [
          "items",
          "total"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Namespace"
            }
          },
          "total": {
            "type": "integer"
          },
          "nextCursor": {
            "type": "string"
          }
        }
      },
      "Node": {
        "description": "One node. CPU is in cores, memory in bytes.",
        "type": "object",
        "required": [
          "cluster",
          "name",
          "health",
          "roles",
          "schedulable",
          "cpu",
          "memory",
          "pods"
        ],
        "properties": {
          "cluster": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "health": {
            "$ref": "#/components/schemas/Health"
          },
          "roles": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "schedulable": {
            "type": "boolean"
          },
          "version": {
            "type": "string",
            "description": "kubelet version."
          },
          "instanceType": {
            "type": "string"
          },
          "region": {
            "type": "string"
          },
          "zone": {
            "type": "string"
          },
          "architecture": {
            "type": "string"
          },
          "operatingSystem": {
            "type": "string"
          },
          "cpu": {
            "$ref": "#/components/schemas/ResourceFigures"
          },
          "memory": {
            "$ref": "#/components/schemas/ResourceFigures"
          },
          "pods": {
            "type": "object",
            "required": [
              "running",
              "allocatable"
            ],
            "properties": {
              "running": {
                "type": "integer"
              },
              "allocatable": {
                "type": "integer"
              }
            }
          },
          "createdAt": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "NodeList": {
        "type": "object",
        "required": [
          "items",
          "total"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Node"
            }
          },
          "total": {
            "type": "integer"
          },
          "nextCursor": {
            "type": "string"
          }
        }
      },
      "NodeDetail": {
        "description": "One node with what belongs to it.",
        "type": "object",
        "required": [
          "node",
          "conditions",
          "taints",
          "labels",
          "pods",
          "events"
        ],
        "properties": {
          "node": {
            "$ref": "#/components/schemas/Node"
          },
          "conditions": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Condition"
            }
          },
          "taints": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "labels": {
            "type": "object",
            "additionalProperties": {
              "type": "string"
            }
          },
          "pods": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Pod"
            },
            "description": "At most 500."
          },
          "events": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Event"
            },
            "description": "At most 100."
          }
        }
      },
      "Replicas": {
        "description": "Wanted and actual replicas.",
        "type": "object",
        "required": [
          "desired",
          "ready"
        ],
        "properties": {
          "desired": {
            "type": "integer"
          },
          "ready": {
            "type": "integer"
          },
          "updated": {
            "type": "integer"
          },
          "available": {
            "type": "integer"
          }
        }
      },
      "Workload": {
        "description": "One workload: a controller that no other object controls.",
        "type": "object",
        "required": [
          "cluster",
          "namespace",
          "kind",
          "name",
          "health",
          "images",
          "restarts"
        ],
        "properties": {
          "cluster": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "kind": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "health": {
            "$ref": "#/components/schemas/Health"
          },
          "replicas": {
            "$ref": "#/components/schemas/Replicas"
          },
          "images": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "version": {
            "type": "string",
            "description": "Label app.kubernetes.io/version, else the first image's tag."
          },
          "restarts": {
            "type": "integer",
            "description": "Of all containers of its pods."
          },
          "owner": {
            "type": "string"
          },
          "kubernetesId": {
            "type": "string",
            "description": "Label backstage.io/kubernetes-id."
          },
          "createdAt": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "WorkloadList": {
        "type": "object",
        "required": [
          "items",
          "total"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Workload"
            }
          },
          "total": {
            "type": "integer"
          },
          "nextCursor": {
            "type": "string"
          }
        }
      },
      "Pod": {
        "description": "One pod. CPU is in cores, memory in bytes.",
        "type": "object",
        "required": [
          "cluster",
          "namespace",
          "name",
          "health",
          "phase",
          "containers",
          "containersReady",
          "restarts",
          "images"
        ],
        "properties": {
          "cluster": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "health": {
            "$ref": "#/components/schemas/Health"
          },
          "phase": {
            "type": "string"
          },
          "node": {
            "type": "string"
          },
          "zone": {
            "type": "string"
          },
          "ip": {
            "type": "string"
          },
          "containers": {
            "type": "integer"
          },
          "containersReady": {
            "type": "integer"
          },
          "restarts": {
            "type": "integer"
          },
          "lastRestartAt": {
            "type": "string",
            "format": "date-time"
          },
          "images": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "workload": {
            "$ref": "#/components/schemas/ObjectReference"
          },
          "owner": {
            "type": "string"
          },
          "createdAt": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "PodList": {
        "type": "object",
        "required": [
          "items",
          "total"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Pod"
            }
          },
          "total": {
            "type": "integer"
          },
          "nextCursor": {
            "type": "string"
          }
        }
      },
      "Condition": {
        "description": "A Kubernetes status condition.",
        "type": "object",
        "required": [
          "type",
          "status"
        ],
        "properties": {
          "type": {
            "type": "string"
          },
          "status": {
            "type": "string"
          },
          "reason": {
            "type": "string"
          },
          "message": {
            "type": "string"
          },
          "lastTransitionAt": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "ContainerState": {
        "description": "The state of a container.",
        "type": "object",
        "required": [
          "state"
        ],
        "properties": {
          "state": {
            "type": "string",
            "enum": [
              "waiting",
              "running",
              "terminated",
              "unknown"
            ]
          },
          "reason": {
            "type": "string"
          },
          "message": {
            "type": "string"
          },
          "exitCode": {
            "type": "integer"
          },
          "signal": {
            "type": "integer"
          },
          "startedAt": {
            "type": "string",
            "format": "date-time"
          },
          "finishedAt": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "Container": {
        "description": "One container of a pod.",
        "type": "object",
        "required": [
          "name",
          "type",
          "image",
          "ready",
          "restarts",
          "state"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "type": {
            "type": "string",
            "enum": [
              "container",
              "init",
              "sidecar"
            ]
          },
          "image": {
            "type": "string"
          },
          "ready": {
            "type": "boolean"
          },
          "restarts": {
            "type": "integer"
          },
          "state": {
            "$ref": "#/components/schemas/ContainerState"
          },
          "lastTermination": {
            "$ref": "#/components/schemas/ContainerState"
          },
          "requests": {
            "type": "object",
            "additionalProperties": {
              "type": "string"
            }
          },
          "limits": {
            "type": "object",
            "additionalProperties": {
              "type": "string"
            }
          }
        }
      },
      "Event": {
        "description": "A Kubernetes event.",
        "type": "object",
        "required": [
          "cluster",
          "type",
          "reason",
          "message",
          "object",
          "count",
          "lastSeenAt"
        ],
        "properties": {
          "cluster": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "type": {
            "type": "string",
            "description": "Normal or Warning."
          },
          "reason": {
            "type": "string"
          },
          "message": {
            "type": "string"
          },
          "object": {
            "$ref": "#/components/schemas/ObjectReference"
          },
          "source": {
            "type": "string"
          },
          "count": {
            "type": "integer"
          },
          "firstSeenAt": {
            "type": "string",
            "format": "date-time"
          },
          "lastSeenAt": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "EventList": {
        "type": "object",
        "required": [
          "items",
          "total"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Event"
            }
          },
          "total": {
            "type": "integer"
          },
          "nextCursor": {
            "type": "string"
          }
        }
      },
      "Change": {
        "type": "object",
        "description": "What changed before the status did; read from the ReplicaSets or ControllerRevisions that a workload keeps.",
        "required": [
          "at",
          "title"
        ],
        "properties": {
          "at": {
            "type": "string",
            "format": "date-time"
          },
          "title": {
            "type": "string",
            "description": "Such as `Revision 12: image cart:1.4.0 instead of cart:1.3.9`."
          }
        }
      },
      "WorkloadDetail": {
        "description": "One workload with what belongs to it.",
        "type": "object",
        "required": [
          "workload",
          "problems",
          "changes",
          "pods",
          "containers",
          "conditions",
          "ownerChain",
          "related",
          "events",
          "labels",
          "annotations"
        ],
        "properties": {
          "workload": {
            "$ref": "#/components/schemas/Workload"
          },
          "problems": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Problem"
            }
          },
          "changes": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Change"
            }
          },
          "pods": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Pod"
            },
            "description": "At most 500."
          },
          "podCount": {
            "type": "integer"
          },
          "containers": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/WorkloadContainer"
            }
          },
          "conditions": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Condition"
            }
          },
          "ownerChain": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ObjectReference"
            },
            "description": "Outermost first; without the workload itself."
          },
          "related": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/RelatedObject"
            }
          },
          "events": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Event"
            },
            "description": "Of the workload and of its pods, newest first; at most 100."
          },
          "labels": {
            "type": "object",
            "additionalProperties": {
              "type": "string"
            }
          },
          "annotations": {
            "type": "object",
            "additionalProperties": {
              "type": "string"
            }
          }
        }
      },
      "WorkloadContainer": {
        "description": "One container of a workload, summed over its pods.",
        "type": "object",
        "required": [
          "name",
          "type",
          "image",
          "ready",
          "total",
          "restarts"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "type": {
            "type": "string",
            "enum": [
              "container",
              "init",
              "sidecar"
            ]
          },
          "image": {
            "type": "string"
          },
          "ready": {
            "type": "integer"
          },
          "total": {
            "type": "integer"
          },
          "restarts": {
            "type": "integer"
          },
          "requests": {
            "type": "object",
            "additionalProperties": {
              "type": "string"
            }
          },
          "limits": {
            "type": "object",
            "additionalProperties": {
              "type": "string"
            }
          },
          "lastTermination": {
            "$ref": "#/components/schemas/ContainerState"
          }
        }
      },
      "RelatedObject": {
        "description": "An object that belongs to a workload or pod.",
        "type": "object",
        "required": [
          "object",
          "relation",
          "health"
        ],
        "properties": {
          "object": {
            "$ref": "#/components/schemas/ObjectReference"
          },
          "relation": {
            "type": "string",
            "description": "Such as `scales`, `protects`, `serves`, `mounts`."
          },
          "health": {
            "$ref": "#/components/schemas/Health"
          },
          "detail": {
            "type": "string",
            "description": "Such as `3 to 10 replicas, now 10`."
          }
        }
      },
      "PodDetail": {
        "description": "One pod with what belongs to it.",
        "type": "object",
        "required": [
          "pod",
          "problems",
          "containers",
          "conditions",
          "ownerChain",
          "related",
          "events",
          "labels",
          "annotations"
        ],
        "properties": {
          "pod": {
            "$ref": "#/components/schemas/Pod"
          },
          "problems": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Problem"
            }
          },
          "containers": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Container"
            }
          },
          "conditions": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Condition"
            }
          },
          "ownerChain": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ObjectReference"
            },
            "description": "Outermost first; without the pod itself."
          },
          "related": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/RelatedObject"
            }
          },
          "events": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Event"
            }
          },
          "labels": {
            "type": "object",
            "additionalProperties": {
              "type": "string"
            }
          },
          "annotations": {
            "type": "object",
            "additionalProperties": {
              "type": "string"
            }
          }
        }
      },
      "EntityHealth": {
        "description": "Health of one catalog entity in all clusters.",
        "type": "object",
        "required": [
          "entityRef",
          "selector",
          "clusters",
          "workloads",
          "problems",
          "differences",
          "changes"
        ],
        "properties": {
          "entityRef": {
            "type": "string"
          },
          "selector": {
            "type": "object",
            "description": "What the entity's annotations select.",
            "properties": {
              "workload": {
                "type": "string",
                "description": "Kind/name of one workload."
              },
              "kubernetesId": {
                "type": "string"
              },
              "labelSelector": {
                "type": "string"
              },
              "namespace": {
                "type": "string"
              },
              "cluster": {
                "type": "string"
              }
            }
          },
          "clusters": {
            "type": "array",
            "description": "Every cluster that was asked, also those with nothing in them or that could not be read.",
            "items": {
              "type": "object",
              "required": [
                "name",
                "title",
                "status",
                "stale",
                "workloads"
              ],
              "properties": {
                "name": {
                  "type": "string"
                },
                "title": {
                  "type": "string"
                },
                "status": {
                  "$ref": "#/components/schemas/ClusterStatus"
                },
                "statusMessage": {
                  "type": "string"
                },
                "environment": {
                  "type": "string"
                },
                "stale": {
                  "type": "boolean"
                },
                "lastSyncAt": {
                  "type": "string",
                  "format": "date-time"
                },
                "workloads": {
                  "type": "integer"
                }
              }
            }
          },
          "workloads": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Workload"
            },
            "description": "At most 500."
          },
          "total": {
            "type": "integer"
          },
          "problems": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Problem"
            }
          },
          "differences": {
            "type": "array",
            "description": "Images and versions that are not the same in all clusters.",
            "items": {
              "type": "object",
              "required": [
                "kind",
                "namespace",
                "name",
                "container",
                "values"
              ],
              "properties": {
                "kind": {
                  "type": "string"
                },
                "namespace": {
                  "type": "string"
                },
                "name": {
                  "type": "string"
                },
                "container": {
                  "type": "string",
                  "description": "The image without its tag."
                },
                "values": {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "required": [
                      "value",
                      "clusters"
                    ],
                    "properties": {
                      "value": {
                        "type": "string",
                        "description": "Tag or digest."
                      },
                      "clusters": {
                        "type": "array",
                        "items": {
                          "type": "string"
                        }
                      }
                    }
                  }
                }
              }
            }
          },
          "changes": {
            "type": "array",
            "description": "Recent rollouts, newest first; at most 20.",
            "items": {
              "allOf": [
                {
                  "$ref": "#/components/schemas/Change"
                },
                {
                  "type": "object",
                  "required": [
                    "cluster",
                    "object"
                  ],
                  "properties": {
                    "cluster": {
                      "type": "string"
                    },
                    "object": {
                      "$ref": "#/components/schemas/ObjectReference"
                    }
                  }
                }
              ]
            }
          }
        }
      },
      "PeerTarget": {
        "description": "Something whose peers are discovered, such as a Service in one cluster, and how.",
        "type": "object",
        "required": [
          "topic",
          "name",
          "method"
        ],
        "properties": {
          "topic": {
            "type": "string",
            "description": "What push calls it; says nothing to those who may not see it."
          },
          "name": {
            "type": "string",
            "description": "Such as `shop/cart`."
          },
          "cluster": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "service": {
            "type": "string"
          },
          "method": {
            "type": "string",
            "description": "The discovery method, such as `kubernetes`."
          },
          "checkedAt": {
            "type": "string",
            "format": "date-time",
            "description": "When the peers were last read; absent before the first time."
          },
          "message": {
            "type": "string",
            "description": "Why there are no peers, or none that are current; one sentence that says what to do."
          },
          "stale": {
            "type": "boolean",
            "description": "The peers are those of an earlier reading."
          }
        }
      },
      "PeerProbe": {
        "description": "The last liveness probe of a peer.",
        "type": "object",
        "required": [
          "at",
          "success"
        ],
        "properties": {
          "at": {
            "type": "string",
            "format": "date-time"
          },
          "success": {
            "type": "boolean"
          },
          "latencySeconds": {
            "type": "number",
            "description": "Until it answered; the least of its last three answers."
          },
          "status": {
            "type": "integer",
            "description": "The HTTP status it answered."
          },
          "message": {
            "type": "string",
            "description": "Why it failed."
          },
          "failures": {
            "type": "integer",
            "description": "How many have failed in a row."
          },
          "absent": {
            "type": "boolean",
            "description": "It answers but has nothing to probe; `message` says how that is known. Its health does not depend on it."
          }
        }
      },
      "PeerScrape": {
        "description": "The last scrape of a peer.",
        "type": "object",
        "required": [
          "at",
          "up"
        ],
        "properties": {
          "at": {
            "type": "string",
            "format": "date-time"
          },
          "up": {
            "type": "boolean",
            "description": "False when it failed; the last good figures are then not counted."
          },
          "durationSeconds": {
            "type": "number"
          },
          "samples": {
            "type": "integer"
          },
          "bytes": {
            "type": "integer",
            "description": "Of the uncompressed body."
          },
          "message": {
            "type": "string",
            "description": "Why it failed."
          },
          "clockSkewSeconds": {
            "type": "number",
            "description": "How far the peer's clock (its Date header) is ahead of the portal's; absent when it does not say."
          }
        }
      },
      "Peer": {
        "description": "One instance of a replicated service.",
        "type": "object",
        "required": [
          "id",
          "name",
          "address",
          "labels",
          "healthy",
          "health",
          "lastSeenAt"
        ],
        "properties": {
          "id": {
            "type": "string",
            "description": "Stable while the instance lives: the UID of its pod, or its address."
          },
          "name": {
            "type": "string",
            "description": "The name of its pod",
            "or its address.": null
          },
          "cluster": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "pod": {
            "type": "string"
          },
          "node": {
            "type": "string"
          },
          "zone": {
            "type": "string"
          },
          "region": {
            "type": "string"
          },
          "version": {
            "type": "string",
            "description": "The pod's `app.kubernetes.io/version`, or the tag of its image."
          },
          "address": {
            "type": "string",
            "description": "Host and port, such as `10.0.1.7:8080`."
          },
          "metricsUrl": {
            "type": "string",
            "description": "Where it exposes metrics; absent when it is not known to."
          },
          "reach": {
            "type": "string",
            "enum": [
              "proxy",
              "direct"
            ],
            "description": "Whether it is reached through the API server's pod proxy or directly."
          },
          "labels": {
            "type": "object",
            "additionalProperties": {
              "type": "string"
            }
          },
          "ready": {
            "type": "boolean"
          },
          "serving": {
            "type": "boolean"
          },
          "terminating": {
            "type": "boolean"
          },
          "healthy": {
            "type": "boolean"
          },
          "health": {
            "$ref": "#/components/schemas/Health"
          },
          "restarts": {
            "type": "integer"
          },
          "startedAt": {
            "type": "string",
            "format": "date-time"
          },
          "lastSeenAt": {
            "type": "string",
            "format": "date-time"
          },
          "probe": {
            "$ref": "#/components/schemas/PeerProbe"
          },
          "scrape": {
            "$ref": "#/components/schemas/PeerScrape"
          }
        }
      },
      "Peers": {
        "description": "The peers of a service or entity.",
        "type": "object",
        "required": [
          "targets",
          "peers",
          "total",
          "answered"
        ],
        "properties": {
          "targets": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/PeerTarget"
            }
          },
          "peers": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Peer"
            },
            "description": "At most 1,000, worst first."
          },
          "total": {
            "type": "integer"
          },
          "answered": {
            "type": "integer",
            "description": "Peers whose last probe or scrape was answered."
          },
          "message": {
            "type": "string",
            "description": "Why there is no target, and what to do; one sentence."
          }
        }
      },
      "HttpSdDocument": {
        "description": "Targets as Prometheus' HTTP service discovery has them.",
        "type": "array",
        "items": {
          "type": "object",
          "required": [
            "targets",
            "labels"
          ],
          "properties": {
            "targets": {
              "type": "array",
              "items": {
                "type": "string"
              },
              "description": "Host and port."
            },
            "labels": {
              "type": "object",
              "additionalProperties": {
                "type": "string"
              }
            }
          }
        }
      },
      "SampleValue": {
        "description": "A number; `NaN` and the infinities as text, since JSON has none.",
        "oneOf": [
          {
            "type": "number"
          },
          {
            "type": "string",
            "enum": [
              "NaN",
              "+Inf",
              "-Inf"
            ]
          }
        ]
      },
      "MetricType": {
        "description": "The type of a family of metrics, as OpenMetrics has it; `untyped` of the older format is `unknown`.",
        "type": "string",
        "enum": [
          "counter",
          "gauge",
          "histogram",
          "gaugehistogram",
          "summary",
          "info",
          "stateset",
          "unknown"
        ]
      },
      "GoldenSignalName": {
        "description": "The golden signals, and open connections.",
        "type": "string",
        "enum": [
          "requestRate",
          "errorRate",
          "latency",
          "saturation",
          "activeConnections"
        ]
      },
      "GoldenSignal": {
        "description": "One golden signal now.",
        "type": "object",
        "required": [
          "signal",
          "unit",
          "peers"
        ],
        "properties": {
          "signal": {
            "$ref": "#/components/schemas/GoldenSignalName"
          },
          "unit": {
            "type": "string",
            "enum": [
              "requestsPerSecond",
              "ratio",
              "seconds",
              "connections"
            ]
          },
          "value": {
            "type": "number",
            "description": "Over all peers; absent when it is not known. Of `latency` the p95."
          },
          "quantiles": {
            "type": "array",
            "description": "Of `latency` only.",
            "items": {
              "$ref": "#/components/schemas/Quantile"
            }
          },
          "peers": {
            "type": "array",
            "description": "The same per peer.",
            "items": {
              "type": "object",
              "required": [
                "peer"
              ],
              "properties": {
                "peer": {
                  "type": "string",
                  "description": "Its id."
                },
                "value": {
                  "type": "number"
                }
              }
            }
          },
          "outlier": {
            "type": "object",
            "description": "The peer that is far from the others.",
            "required": [
              "peer",
              "message"
            ],
            "properties": {
              "peer": {
                "type": "string"
              },
              "message": {
                "type": "string",
                "description": "Such as `cart-7f: 4.1 times the median of 11 peers`."
              }
            }
          },
          "families": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "The families it is made of."
          },
          "message": {
            "type": "string",
            "description": "Why it is not known",
            "and what to do.": null
          }
        }
      },
      "Quantile": {
        "description": "A quantile of a histogram.",
        "type": "object",
        "required": [
          "quantile",
          "value"
        ],
        "properties": {
          "quantile": {
            "type": "number"
          },
          "value": {
            "$ref": "#/components/schemas/SampleValue"
          },
          "error": {
            "type": "number",
            "description": "The true value is at most so far from it; half the width of its bucket or more."
          }
        }
      },
      "MetricFamily": {
        "description": "One family of metrics in one line.",
        "type": "object",
        "required": [
          "name",
          "type",
          "series",
          "peers"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "type": {
            "$ref": "#/components/schemas/MetricType"
          },
          "help": {
            "type": "string"
          },
          "unit": {
            "type": "string"
          },
          "series": {
            "type": "integer",
            "description": "Aggregated series (sets of labels)."
          },
          "peers": {
            "type": "integer",
            "description": "Peers that expose it."
          },
          "conflict": {
            "type": "string",
            "description": "Set when peers disagree about it, such as its type or buckets; one sentence."
          }
        }
      },
      "MetricPeer": {
        "description": "How the last scrape of a peer went.",
        "type": "object",
        "required": [
          "id",
          "name",
          "up"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "cluster": {
            "type": "string"
          },
          "up": {
            "type": "boolean"
          },
          "message": {
            "type": "string"
          },
          "scrapedAt": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "Metrics": {
        "description": "What the peers of a service or entity say now.",
        "type": "object",
        "required": [
          "targets",
          "peers",
          "total",
          "answered",
          "goldenSignals",
          "families",
          "notices"
        ],
        "properties": {
          "targets": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/PeerTarget"
            }
          },
          "scrapedAt": {
            "type": "string",
            "format": "date-time",
            "description": "When the newest of the scrapes was; absent before the first one."
          },
          "intervalSeconds": {
            "type": "number",
            "description": "Between scrapes."
          },
          "peers": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/MetricPeer"
            }
          },
          "total": {
            "type": "integer"
          },
          "answered": {
            "type": "integer"
          },
          "goldenSignals": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/GoldenSignal"
            }
          },
          "families": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/MetricFamily"
            },
            "description": "At most 5,000, by name."
          },
          "notices": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "What was left out or does not agree; one sentence each."
          }
        }
      },
      "AggregatedHistogram": {
        "description": "Buckets of all peers added.",
        "type": "object",
        "required": [
          "count",
          "buckets",
          "quantiles",
          "exact"
        ],
        "properties": {
          "count": {
            "$ref": "#/components/schemas/SampleValue"
          },
          "sum": {
            "$ref": "#/components/schemas/SampleValue"
          },
          "exact": {
            "type": "boolean",
            "description": "False when the bounds of the peers differ and only the common ones are here."
          },
          "quantilesOver": {
            "type": "string",
            "description": "Whether the quantiles are of the observations of the last minute, or, before the second scrape and of gaugehistograms, of all that was counted.",
            "enum": [
              "window",
              "all"
            ]
          },
          "buckets": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "upperBound",
                "count"
              ],
              "properties": {
                "upperBound": {
                  "$ref": "#/components/schemas/SampleValue"
                },
                "count": {
                  "$ref": "#/components/schemas/SampleValue",
                  "description": "Cumulative."
                }
              }
            }
          },
          "quantiles": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Quantile"
            }
          }
        }
      },
      "AggregatedSummary": {
        "description": "Sums and counts of all peers added; quantiles as the range over the peers, since they do not add.",
        "type": "object",
        "required": [
          "quantiles"
        ],
        "properties": {
          "count": {
            "$ref": "#/components/schemas/SampleValue"
          },
          "sum": {
            "$ref": "#/components/schemas/SampleValue"
          },
          "quantiles": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "quantile",
                "minimum",
                "maximum"
              ],
              "properties": {
                "quantile": {
                  "type": "number"
                },
                "minimum": {
                  "$ref": "#/components/schemas/SampleValue"
                },
                "maximum": {
                  "$ref": "#/components/schemas/SampleValue"
                }
              }
            }
          }
        }
      },
      "AggregatedSeries": {
        "description": "One set of labels over all peers that have it.",
        "type": "object",
        "required": [
          "labels",
          "count",
          "values"
        ],
        "properties": {
          "labels": {
            "type": "object",
            "additionalProperties": {
              "type": "string"
            }
          },
          "count": {
            "type": "integer",
            "description": "Peers that have it."
          },
          "sum": {
            "$ref": "#/components/schemas/SampleValue"
          },
          "average": {
            "$ref": "#/components/schemas/SampleValue"
          },
          "minimum": {
            "$ref": "#/components/schemas/SampleValue"
          },
          "maximum": {
            "$ref": "#/components/schemas/SampleValue"
          },
          "rate": {
            "type": "number",
            "description": "Of counters: the increase per second, corrected for resets. Absent before the second scrape."
          },
          "histogram": {
            "$ref": "#/components/schemas/AggregatedHistogram"
          },
          "summary": {
            "$ref": "#/components/schemas/AggregatedSummary"
          },
          "states": {
            "type": "object",
            "additionalProperties": {
              "type": "integer"
            },
            "description": "Of a stateset: peers in each state."
          },
          "values": {
            "type": "array",
            "description": "One per peer in the order of `peers`; `null` where a peer does not have it. Of histograms and summaries the count.",
            "items": {
              "oneOf": [
                {
                  "$ref": "#/components/schemas/SampleValue"
                },
                {
                  "type": "null"
                }
              ]
            }
          }
        }
      },
      "MetricFamilyDetail": {
        "description": "One family of metrics with all its series.",
        "type": "object",
        "required": [
          "family",
          "peers",
          "series",
          "total"
        ],
        "properties": {
          "family": {
            "$ref": "#/components/schemas/MetricFamily"
          },
          "peers": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/MetricPeer"
            }
          },
          "series": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/AggregatedSeries"
            },
            "description": "At most 1000."
          },
          "total": {
            "type": "integer"
          }
        }
      },
      "MetricHistorySource": {
        "description": "Where figures over time are from.",
        "type": "object",
        "required": [
          "kind",
          "name"
        ],
        "properties": {
          "kind": {
            "type": "string",
            "enum": [
              "history",
              "prometheus",
              "metricsApi",
              "kubelet",
              "inventory",
              "live"
            ]
          },
          "name": {
            "type": "string",
            "description": "For people, such as `Prometheus prod`."
          },
          "resolutionSeconds": {
            "type": "number",
            "description": "Between the samples it was made of."
          }
        }
      },
      "MetricHistory": {
        "description": "A golden signal or a family over time.",
        "type": "object",
        "required": [
          "start",
          "end",
          "stepSeconds",
          "times",
          "series",
          "warnings"
        ],
        "properties": {
          "start": {
            "type": "string",
            "format": "date-time"
          },
          "end": {
            "type": "string",
            "format": "date-time"
          },
          "stepSeconds": {
            "type": "number"
          },
          "source": {
            "$ref": "#/components/schemas/MetricHistorySource"
          },
          "type": {
            "$ref": "#/components/schemas/MetricType"
          },
          "unit": {
            "type": "string"
          },
          "times": {
            "type": "array",
            "items": {
              "type": "integer"
            },
            "description": "Seconds since the epoch."
          },
          "series": {
            "type": "array",
            "description": "At most 100, the largest.",
            "items": {
              "$ref": "#/components/schemas/HistorySeries"
            }
          },
          "total": {
            "type": "integer",
            "description": "Series before the bound."
          },
          "warnings": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "Such as a source that answered in part; one sentence each."
          },
          "message": {
            "type": "string",
            "description": "Why there is nothing",
            "and what to do.": null
          }
        }
      },
      "HistorySeries": {
        "description": "One line of a chart, one value per time.",
        "type": "object",
        "required": [
          "labels",
          "statistic",
          "values"
        ],
        "properties": {
          "labels": {
            "type": "object",
            "additionalProperties": {
              "type": "string"
            }
          },
          "statistic": {
            "type": "string",
            "description": "What the values are over the peers.",
            "enum": [
              "sum",
              "average",
              "rate",
              "ratio",
              "p50",
              "p95",
              "p99",
              "value"
            ]
          },
          "values": {
            "type": "array",
            "items": {
              "type": [
                "number",
                "null"
              ]
            }
          },
          "minimum": {
            "type": "array",
            "items": {
              "type": [
                "number",
                "null"
              ]
            }
          },
          "maximum": {
            "type": "array",
            "items": {
              "type": [
                "number",
                "null"
              ]
            }
          },
          "peers": {
            "type": "array",
            "description": "The same per peer, at most 50; for the outlier and the band.",
            "items": {
              "type": "object",
              "required": [
                "peer",
                "values"
              ],
              "properties": {
                "peer": {
                  "type": "string"
                },
                "name": {
                  "type": "string"
                },
                "values": {
                  "type": "array",
                  "items": {
                    "type": [
                      "number",
                      "null"
                    ]
                  }
                }
              }
            }
          }
        }
      },
      "ResourceMetrics": {
        "description": "CPU, memory, network and storage over time.",
        "type": "object",
        "required": [
          "start",
          "end",
          "stepSeconds",
          "times",
          "resources",
          "warnings"
        ],
        "properties": {
          "start": {
            "type": "string",
            "format": "date-time"
          },
          "end": {
            "type": "string",
            "format": "date-time"
          },
          "stepSeconds": {
            "type": "number"
          },
          "times": {
            "type": "array",
            "items": {
              "type": "integer"
            },
            "description": "Seconds since the epoch."
          },
          "resources": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ResourceUsage"
            }
          },
          "warnings": {
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        }
      },
      "ResourceUsage": {
        "description": "One resource over time.",
        "type": "object",
        "required": [
          "resource",
          "unit"
        ],
        "properties": {
          "resource": {
            "type": "string",
            "enum": [
              "cpu",
              "memory",
              "networkReceive",
              "networkTransmit",
              "storage"
            ]
          },
          "unit": {
            "type": "string",
            "enum": [
              "cores",
              "bytes",
              "bytesPerSecond"
            ]
          },
          "used": {
            "type": "array",
            "items": {
              "type": [
                "number",
                "null"
              ]
            }
          },
          "requests": {
            "type": "number",
            "description": "Now; absent when nothing is requested."
          },
          "limits": {
            "type": "number",
            "description": "Now."
          },
          "capacity": {
            "type": "number",
            "description": "Now: allocatable of nodes, or the size of volumes."
          },
          "source": {
            "$ref": "#/components/schemas/MetricHistorySource"
          },
          "message": {
            "type": "string",
            "description": "Why it is not known",
            "and what to do.": null
          }
        }
      },
      "TimelineEntry": {
        "description": "Something that happened to a workload, for the time axis.",
        "type": "object",
        "required": [
          "at",
          "kind",
          "cluster",
          "object",
          "title"
        ],
        "properties": {
          "at": {
            "type": "string",
            "format": "date-time"
          },
          "kind": {
            "type": "string",
            "enum": [
              "rollout",
              "restart",
              "scaling"
            ]
          },
          "cluster": {
            "type": "string"
          },
          "object": {
            "$ref": "#/components/schemas/ObjectReference"
          },
          "title": {
            "type": "string",
            "description": "One sentence."
          }
        }
      },
      "Timeline": {
        "description": "What happened, oldest first.",
        "type": "object",
        "required": [
          "items",
          "total"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/TimelineEntry"
            }
          },
          "total": {
            "type": "integer"
          }
        }
      },
      "MetricsSource": {
        "description": "Where metrics of a cluster come from.",
        "type": "object",
        "required": [
          "name",
          "kind",
          "status"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "kind": {
            "type": "string",
            "enum": [
              "peers",
              "prometheus",
              "metricsApi",
              "kubelet"
            ]
          },
          "cluster": {
            "type": "string",
            "description": "Absent for a source of all clusters."
          },
          "configured": {
            "type": "boolean",
            "description": "Named in the configuration; else detected."
          },
          "address": {
            "type": "string",
            "description": "Its URL without credentials",
            "or the Service it is.": null
          },
          "status": {
            "type": "string",
            "enum": [
              "available",
              "failing",
              "absent",
              "unknown"
            ]
          },
          "message": {
            "type": "string",
            "description": "What is wrong and what to do, or what was detected."
          },
          "checkedAt": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "MetricsSourceList": {
        "description": "The sources of metrics.",
        "type": "object",
        "required": [
          "items",
          "total"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/MetricsSource"
            }
          },
          "total": {
            "type": "integer"
          }
        }
      },
      "MetricsSourceTest": {
        "description": "What asking a source gave.",
        "type": "object",
        "required": [
          "success",
          "checks"
        ],
        "properties": {
          "success": {
            "type": "boolean"
          },
          "version": {
            "type": "string"
          },
          "latencySeconds": {
            "type": "number"
          },
          "checks": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "name",
                "success",
                "message"
              ],
              "properties": {
                "name": {
                  "type": "string"
                },
                "success": {
                  "type": "boolean"
                },
                "message": {
                  "type": "string"
                }
              }
            }
          }
        }
      },
      "Worker": {
        "description": "State of the mirror of one kind in one cluster.",
        "type": "object",
        "required": [
          "cluster",
          "kind",
          "state",
          "objects",
          "restarts"
        ],
        "properties": {
          "cluster": {
            "type": "string"
          },
          "kind": {
            "type": "string"
          },
          "state": {
            "type": "string",
            "enum": [
              "pending",
              "listing",
              "watching",
              "waiting",
              "unavailable",
              "stopped"
            ]
          },
          "objects": {
            "type": "integer"
          },
          "restarts": {
            "type": "integer",
            "description": "How often list and watch had to begin again."
          },
          "lastEventAt": {
            "type": "string",
            "format": "date-time"
          },
          "lastListAt": {
            "type": "string",
            "format": "date-time"
          },
          "lagSeconds": {
            "type": "number",
            "description": "Between the arrival of the newest change and its commit to SQL."
          },
          "resourceVersion": {
            "type": "string"
          },
          "replica": {
            "type": "string",
            "description": "The backend replica that reads the cluster."
          },
          "error": {
            "type": "object",
            "required": [
              "cause",
              "message",
              "at"
            ],
            "properties": {
              "cause": {
                "$ref": "#/components/schemas/SyncErrorCause"
              },
              "message": {
                "type": "string"
              },
              "at": {
                "type": "string",
                "format": "date-time"
              }
            }
          }
        }
      },
      "WorkerList": {
        "type": "object",
        "required": [
          "items",
          "total"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Worker"
            }
          },
          "total": {
            "type": "integer"
          },
          "nextCursor": {
            "type": "string"
          }
        }
      },
      "KubeconfigInput": {
        "description": "The text of a kubeconfig.",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "kubeconfig"
        ],
        "properties": {
          "kubeconfig": {
            "type": "string",
            "minLength": 1,
            "maxLength": 1048576,
            "description": "The text of a kubeconfig."
          }
        }
      },
      "KubeconfigContextInput": {
        "description": "A kubeconfig and which of its contexts is meant.",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "kubeconfig",
          "context"
        ],
        "properties": {
          "kubeconfig": {
            "type": "string",
            "minLength": 1,
            "maxLength": 1048576
          },
          "context": {
            "type": "string",
            "minLength": 1,
            "maxLength": 253
          }
        }
      },
      "ClusterMetadata": {
        "description": "What people say of a cluster.",
        "type": "object",
        "properties": {
          "title": {
            "type": "string",
            "maxLength": 253
          },
          "environment": {
            "type": "string",
            "maxLength": 63
          },
          "description": {
            "type": "string",
            "maxLength": 1000
          },
          "owner": {
            "type": "string",
            "maxLength": 253,
            "description": "A catalog entity reference, such as `group:default/platform`."
          },
          "tags": {
            "type": "array",
            "maxItems": 50,
            "items": {
              "type": "string",
              "minLength": 1,
              "maxLength": 63
            }
          }
        }
      },
      "ClusterRegistrationInput": {
        "description": "A cluster to register: its name, how it is reached, and what is said of it.",
        "unevaluatedProperties": false,
        "allOf": [
          {
            "$ref": "#/components/schemas/ClusterMetadata"
          },
          {
            "type": "object",
            "required": [
              "name",
              "kubeconfig",
              "context"
            ],
            "properties": {
              "name": {
                "type": "string",
                "minLength": 1,
                "maxLength": 63,
                "pattern": "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$",
                "description": "Unique in the fleet."
              },
              "kubeconfig": {
                "type": "string",
                "minLength": 1,
                "maxLength": 1048576
              },
              "context": {
                "type": "string",
                "minLength": 1,
                "maxLength": 253
              }
            }
          }
        ]
      },
      "ClusterUpdate": {
        "description": "What is to be different about a registered cluster; what is absent stays. Owner, environment and tags need `portlight.cluster.create` too, because policies decide by them.",
        "unevaluatedProperties": false,
        "allOf": [
          {
            "$ref": "#/components/schemas/ClusterMetadata"
          },
          {
            "type": "object",
            "properties": {
              "maintenance": {
                "type": "boolean",
                "description": "The mirror rests and the cluster is not called broken."
              }
            }
          }
        ]
      },
      "KubeconfigRefusal": {
        "description": "Something of a kubeconfig that is not accepted.",
        "type": "object",
        "required": [
          "field",
          "code",
          "message"
        ],
        "properties": {
          "field": {
            "type": "string",
            "description": "Where it stands, such as `users[0].user.exec`."
          },
          "code": {
            "type": "string",
            "description": "A stable word, such as `exec`, `file-path`, `address`."
          },
          "message": {
            "type": "string",
            "description": "Why",
            "and what to do instead.": null
          }
        }
      },
      "KubeconfigInspection": {
        "description": "The contexts of a kubeconfig, and what of each is refused.",
        "type": "object",
        "required": [
          "contexts"
        ],
        "properties": {
          "contexts": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "name",
                "current",
                "refusals"
              ],
              "properties": {
                "name": {
                  "type": "string"
                },
                "current": {
                  "type": "boolean",
                  "description": "It is the current-context."
                },
                "server": {
                  "type": "string"
                },
                "credentials": {
                  "$ref": "#/components/schemas/CredentialsKind"
                },
                "refusals": {
                  "type": "array",
                  "items": {
                    "$ref": "#/components/schemas/KubeconfigRefusal"
                  }
                }
              }
            }
          }
        }
      },
      "CredentialsKind": {
        "description": "How a cluster is signed in to.",
        "type": "string",
        "enum": [
          "token",
          "clientCertificate",
          "basic",
          "exec",
          "none"
        ]
      },
      "ClusterTest": {
        "description": "What a cluster answered when it was reached as it would be registered.",
        "type": "object",
        "required": [
          "reachable",
          "features",
          "manifest"
        ],
        "properties": {
          "reachable": {
            "type": "boolean",
            "description": "An API server answered; where it refused, `error` says why."
          },
          "error": {
            "type": "object",
            "required": [
              "cause",
              "message"
            ],
            "properties": {
              "cause": {
                "$ref": "#/components/schemas/SyncErrorCause"
              },
              "message": {
                "type": "string"
              }
            }
          },
          "server": {
            "type": "string"
          },
          "version": {
            "type": "string"
          },
          "provider": {
            "type": "string"
          },
          "latencySeconds": {
            "type": "number",
            "description": "Of one request on an open connection."
          },
          "nodes": {
            "type": "integer"
          },
          "features": {
            "type": "array",
            "description": "What Portlight does, and which permissions it lacks for it.",
            "items": {
              "type": "object",
              "required": [
                "feature",
                "title",
                "available",
                "missing"
              ],
              "properties": {
                "feature": {
                  "type": "string"
                },
                "title": {
                  "type": "string"
                },
                "available": {
                  "type": "boolean"
                },
                "message": {
                  "type": "string",
                  "description": "Why it is not available where no permission is missing."
                },
                "missing": {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "required": [
                      "apiGroup",
                      "resource",
                      "verb"
                    ],
                    "properties": {
                      "apiGroup": {
                        "type": "string"
                      },
                      "resource": {
                        "type": "string",
                        "description": "Or a path that is no resource, such as `/version`."
                      },
                      "verb": {
                        "type": "string"
                      }
                    }
                  }
                }
              }
            }
          },
          "manifest": {
            "type": "string",
            "description": "The ClusterRole with a binding that gives all of it; YAML to apply."
          }
        }
      },
      "ClusterRegistration": {
        "description": "How a cluster was registered; never its secrets.",
        "type": "object",
        "required": [
          "name",
          "server",
          "context",
          "credentials",
          "registeredAt",
          "maintenance"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "server": {
            "type": "string"
          },
          "context": {
            "type": "string"
          },
          "credentials": {
            "$ref": "#/components/schemas/CredentialsKind"
          },
          "credentialsExpireAt": {
            "type": "string",
            "format": "date-time"
          },
          "credentialsChangedAt": {
            "type": "string",
            "format": "date-time"
          },
          "registeredAt": {
            "type": "string",
            "format": "date-time"
          },
          "registeredBy": {
            "type": "string"
          },
          "changedAt": {
            "type": "string",
            "format": "date-time"
          },
          "changedBy": {
            "type": "string"
          },
          "maintenance": {
            "type": "boolean"
          },
          "encryptionKey": {
            "type": "string",
            "description": "The name of the key that wraps its data key."
          },
          "metadata": {
            "$ref": "#/components/schemas/ClusterMetadata"
          }
        }
      },
      "Replica": {
        "description": "A backend replica and how many clusters it reads.",
        "type": "object",
        "required": [
          "name",
          "startedAt",
          "lastSeenAt",
          "clusters"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "startedAt": {
            "type": "string",
            "format": "date-time"
          },
          "lastSeenAt": {
            "type": "string",
            "format": "date-time"
          },
          "clusters": {
            "type": "integer",
            "description": "Clusters that it reads."
          }
        }
      },
      "ReplicaList": {
        "type": "object",
        "required": [
          "items",
          "total"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Replica"
            }
          },
          "total": {
            "type": "integer"
          }
        }
      },
      "Encryption": {
        "description": "The keys that protect stored credentials, by name, and how far a rotation is.",
        "type": "object",
        "required": [
          "configured",
          "keys"
        ],
        "properties": {
          "configured": {
            "type": "boolean",
            "description": "Clusters can be registered."
          },
          "keys": {
            "type": "array",
            "description": "Newest first; those that wrap something and are not configured any more come last.",
            "items": {
              "type": "object",
              "required": [
                "name",
                "known",
                "newest",
                "clusters"
              ],
              "properties": {
                "name": {
                  "type": "string"
                },
                "known": {
                  "type": "boolean"
                },
                "newest": {
                  "type": "boolean"
                },
                "clusters": {
                  "type": "integer"
                }
              }
            }
          },
          "rotation": {
            "type": "object",
            "required": [
              "state",
              "done",
              "total"
            ],
            "properties": {
              "state": {
                "type": "string",
                "enum": [
                  "running",
                  "done",
                  "failed"
                ]
              },
              "done": {
                "type": "integer"
              },
              "total": {
                "type": "integer"
              },
              "startedAt": {
                "type": "string",
                "format": "date-time"
              },
              "finishedAt": {
                "type": "string",
                "format": "date-time"
              },
              "failures": {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": [
                    "cluster",
                    "message"
                  ],
                  "properties": {
                    "cluster": {
                      "type": "string"
                    },
                    "message": {
                      "type": "string"
                    }
                  }
                }
              }
            }
          }
        }
      },
      "ClusterRole": {
        "description": "The ClusterRole that a cluster's mirror needs.",
        "type": "object",
        "required": [
          "manifest",
          "missing"
        ],
        "properties": {
          "manifest": {
            "type": "string",
            "description": "YAML to apply."
          },
          "missing": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "kind",
                "apiGroup",
                "resource",
                "verb"
              ],
              "properties": {
                "kind": {
                  "type": "string"
                },
                "apiGroup": {
                  "type": "string"
                },
                "resource": {
                  "type": "string"
                },
                "verb": {
                  "type": "string"
                }
              }
            }
          }
        }
      },
      "CostBreakdown": {
        "description": "An amount by resource, in the currency of the report. The parts, the adjustment, the shared cost and the idle share add up to the total.",
        "type": "object",
        "required": [
          "cpu",
          "memory",
          "gpu",
          "storage",
          "network",
          "loadBalancer",
          "other",
          "adjustment",
          "shared",
          "idle",
          "total"
        ],
        "properties": {
          "cpu": {
            "type": "number"
          },
          "memory": {
            "type": "number"
          },
          "gpu": {
            "type": "number"
          },
          "storage": {
            "type": "number"
          },
          "network": {
            "type": "number"
          },
          "loadBalancer": {
            "type": "number"
          },
          "other": {
            "type": "number",
            "description": "Management fees and the like."
          },
          "adjustment": {
            "type": "number",
            "description": "What the bill adds or takes away."
          },
          "shared": {
            "type": "number",
            "description": "Its part of shared cost."
          },
          "idle": {
            "type": "number",
            "description": "Its part of idle cost, where idle is shared."
          },
          "total": {
            "type": "number"
          }
        }
      },
      "ResourceHours": {
        "description": "How much was allocated, requested and used; hours of cores, bytes and devices.",
        "type": "object",
        "required": [
          "podHours",
          "cpuHours",
          "cpuRequestHours",
          "memoryByteHours",
          "memoryRequestByteHours",
          "gpuHours",
          "storageByteHours",
          "loadBalancerHours",
          "networkBytes"
        ],
        "properties": {
          "podHours": {
            "type": "number"
          },
          "cpuHours": {
            "type": "number"
          },
          "cpuRequestHours": {
            "type": "number"
          },
          "cpuUsageHours": {
            "type": "number",
            "description": "Absent where nothing was measured."
          },
          "memoryByteHours": {
            "type": "number"
          },
          "memoryRequestByteHours": {
            "type": "number"
          },
          "memoryUsageByteHours": {
            "type": "number",
            "description": "Absent where nothing was measured."
          },
          "gpuHours": {
            "type": "number"
          },
          "storageByteHours": {
            "type": "number"
          },
          "loadBalancerHours": {
            "type": "number"
          },
          "networkBytes": {
            "type": "number"
          }
        }
      },
      "CostEfficiency": {
        "description": "What was used of what was requested, weighted by cost; 1 is all of it, it may exceed 1.",
        "type": "object",
        "properties": {
          "cpu": {
            "type": "number"
          },
          "memory": {
            "type": "number"
          },
          "total": {
            "type": "number"
          }
        }
      },
      "CostKey": {
        "description": "What a row is about: one value per aggregate.",
        "type": "object",
        "required": [
          "aggregate",
          "value"
        ],
        "properties": {
          "aggregate": {
            "type": "string",
            "description": "Such as `namespace` or `label:app`."
          },
          "value": {
            "type": "string",
            "description": "`__idle__`, `__overhead__`, `__unallocated__`, `__unmounted__`, `__shared__` and `__other__` are no names."
          }
        }
      },
      "CostItem": {
        "description": "One row of a report.",
        "type": "object",
        "required": [
          "name",
          "key",
          "class",
          "amounts",
          "quantities",
          "efficiency",
          "share",
          "trend"
        ],
        "properties": {
          "name": {
            "type": "string",
            "description": "The values with `/` between."
          },
          "key": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CostKey"
            }
          },
          "class": {
            "type": "string",
            "enum": [
              "workload",
              "idle",
              "overhead",
              "unmounted",
              "loadBalancer",
              "managementFee",
              "shared",
              "other"
            ]
          },
          "amounts": {
            "$ref": "#/components/schemas/CostBreakdown"
          },
          "quantities": {
            "$ref": "#/components/schemas/ResourceHours"
          },
          "efficiency": {
            "$ref": "#/components/schemas/CostEfficiency"
          },
          "share": {
            "type": "number",
            "description": "Of the total, 0 to 1."
          },
          "previousTotal": {
            "type": "number",
            "description": "In the window before."
          },
          "trend": {
            "type": "array",
            "items": {
              "type": [
                "number",
                "null"
              ]
            },
            "description": "Totals by the points of the report; null where no hour was computed."
          },
          "cluster": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "kind": {
            "type": "string",
            "description": "Of the workload."
          },
          "workload": {
            "type": "string"
          },
          "owner": {
            "type": "string",
            "description": "On the last day of the window."
          },
          "entity": {
            "type": "string"
          }
        }
      },
      "CostSource": {
        "description": "How much of a cost stands on prices of one source.",
        "type": "object",
        "required": [
          "source",
          "cost",
          "share"
        ],
        "properties": {
          "source": {
            "type": "string",
            "description": "bill, custom, csv, the name of a provider, seed or default."
          },
          "cost": {
            "type": "number"
          },
          "share": {
            "type": "number"
          },
          "version": {
            "type": "string"
          },
          "at": {
            "type": "string",
            "description": "The date of the prices."
          }
        }
      },
      "CostNotice": {
        "description": "Something that has to be known to read a report.",
        "type": "object",
        "required": [
          "code",
          "message"
        ],
        "properties": {
          "code": {
            "type": "string",
            "description": "A stable word, such as `incomplete-hours`, `default-prices`, `window-clamped`, `requests-only`, `restricted`."
          },
          "message": {
            "type": "string"
          },
          "clusters": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "hours": {
            "type": "integer"
          }
        }
      },
      "CostForecast": {
        "description": "What the month will have cost at its end.",
        "type": "object",
        "required": [
          "month",
          "expected",
          "low",
          "high",
          "method",
          "days"
        ],
        "properties": {
          "month": {
            "type": "string",
            "description": "Such as 2026-11."
          },
          "expected": {
            "type": "number"
          },
          "low": {
            "type": "number"
          },
          "high": {
            "type": "number"
          },
          "method": {
            "type": "string",
            "description": "In words, with the interval."
          },
          "days": {
            "type": "integer",
            "description": "Days of history it stands on."
          }
        }
      },
      "CostReport": {
        "description": "What something cost in a window.",
        "type": "object",
        "required": [
          "currency",
          "timeZone",
          "window",
          "step",
          "aggregate",
          "idle",
          "policy",
          "times",
          "total",
          "items",
          "count",
          "sources",
          "coverage",
          "notices"
        ],
        "properties": {
          "currency": {
            "type": "string",
            "description": "ISO 4217."
          },
          "timeZone": {
            "type": "string"
          },
          "window": {
            "$ref": "#/components/schemas/CostWindow"
          },
          "step": {
            "type": "string",
            "enum": [
              "hour",
              "day",
              "week",
              "month"
            ]
          },
          "aggregate": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "idle": {
            "type": "string",
            "enum": [
              "separate",
              "share",
              "hide"
            ]
          },
          "policy": {
            "type": "string",
            "enum": [
              "proportional",
              "reserved-first"
            ]
          },
          "hourly": {
            "type": "boolean",
            "description": "True for a rate of now per hour (direct mode); amounts are then per hour."
          },
          "times": {
            "type": "array",
            "items": {
              "type": "string",
              "format": "date-time"
            },
            "description": "The beginnings of the points of trends."
          },
          "total": {
            "$ref": "#/components/schemas/CostItem"
          },
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CostItem"
            },
            "description": "Dearest first; what the limit cut off is the row `other`."
          },
          "count": {
            "type": "integer",
            "description": "Rows before the limit."
          },
          "sources": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CostSource"
            }
          },
          "coverage": {
            "$ref": "#/components/schemas/CostCoverage"
          },
          "forecast": {
            "$ref": "#/components/schemas/CostForecast"
          },
          "monthToDate": {
            "type": "number"
          },
          "previousMonth": {
            "type": "number"
          },
          "notices": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CostNotice"
            }
          }
        }
      },
      "CostWindow": {
        "description": "From when until when.",
        "type": "object",
        "required": [
          "start",
          "end",
          "requested"
        ],
        "properties": {
          "start": {
            "type": "string",
            "format": "date-time"
          },
          "end": {
            "type": "string",
            "format": "date-time"
          },
          "requested": {
            "type": "string"
          }
        }
      },
      "CostCoverage": {
        "description": "How many hours of clusters the report consists of.",
        "type": "object",
        "required": [
          "expected",
          "computed",
          "incomplete"
        ],
        "properties": {
          "expected": {
            "type": "integer"
          },
          "computed": {
            "type": "integer"
          },
          "incomplete": {
            "type": "integer"
          },
          "computedUntil": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "CostWorkLine": {
        "description": "One product: quantity x unit price = cost.",
        "type": "object",
        "required": [
          "resource",
          "class",
          "cluster",
          "quantity",
          "unit",
          "unitPrice",
          "modelled",
          "cost",
          "priceSource",
          "priceVersion"
        ],
        "properties": {
          "resource": {
            "type": "string",
            "enum": [
              "cpu",
              "memory",
              "gpu",
              "storage",
              "network",
              "loadBalancer",
              "other"
            ]
          },
          "class": {
            "type": "string"
          },
          "cluster": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "kind": {
            "type": "string"
          },
          "workload": {
            "type": "string"
          },
          "node": {
            "type": "string"
          },
          "pod": {
            "type": "string"
          },
          "instanceType": {
            "type": "string"
          },
          "capacityType": {
            "type": "string"
          },
          "quantity": {
            "type": "number",
            "description": "Core-hours, byte-hours, device-hours, hours or bytes."
          },
          "unit": {
            "type": "string"
          },
          "unitPrice": {
            "type": "number"
          },
          "modelled": {
            "type": "number"
          },
          "factor": {
            "type": "number",
            "description": "Of the bill."
          },
          "cost": {
            "type": "number"
          },
          "priceSource": {
            "type": "string"
          },
          "priceVersion": {
            "type": "string"
          },
          "priceAt": {
            "type": "string"
          },
          "nodeHourly": {
            "type": "number",
            "description": "What an hour of the whole node costs."
          }
        }
      },
      "CostWork": {
        "description": "The work behind a figure.",
        "type": "object",
        "required": [
          "currency",
          "window",
          "lines",
          "total",
          "other",
          "steps",
          "notices"
        ],
        "properties": {
          "currency": {
            "type": "string"
          },
          "window": {
            "$ref": "#/components/schemas/CostWindow"
          },
          "lines": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CostWorkLine"
            }
          },
          "total": {
            "$ref": "#/components/schemas/CostBreakdown"
          },
          "other": {
            "type": "number",
            "description": "Cost in lines beyond the limit."
          },
          "steps": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "How demand becomes an allocation, in words with the figures."
          },
          "notices": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CostNotice"
            }
          }
        }
      },
      "CostAccuracyItem": {
        "description": "One cluster in one month.",
        "type": "object",
        "required": [
          "cluster",
          "month",
          "modelled",
          "computedHours",
          "incompleteHours",
          "missingHours"
        ],
        "properties": {
          "cluster": {
            "type": "string"
          },
          "month": {
            "type": "string"
          },
          "modelled": {
            "type": "number"
          },
          "billed": {
            "type": "number",
            "description": "Absent without a bill."
          },
          "reconciled": {
            "type": "number"
          },
          "differenceBefore": {
            "type": "number",
            "description": "Of the billed, before the factors; 0.05 is 5%."
          },
          "differenceAfter": {
            "type": "number"
          },
          "computedHours": {
            "type": "integer"
          },
          "incompleteHours": {
            "type": "integer"
          },
          "missingHours": {
            "type": "integer"
          }
        }
      },
      "CostFactor": {
        "description": "What the modelled cost of a kind of node is multiplied by on a day.",
        "type": "object",
        "required": [
          "cluster",
          "day",
          "instanceType",
          "capacityType",
          "modelled",
          "billed",
          "factor",
          "bill"
        ],
        "properties": {
          "cluster": {
            "type": "string"
          },
          "day": {
            "type": "string",
            "format": "date"
          },
          "instanceType": {
            "type": "string"
          },
          "capacityType": {
            "type": "string"
          },
          "modelled": {
            "type": "number"
          },
          "billed": {
            "type": "number"
          },
          "factor": {
            "type": "number"
          },
          "bill": {
            "type": "string"
          }
        }
      },
      "CostAccuracy": {
        "description": "How near the modelled cost is to the bill.",
        "type": "object",
        "required": [
          "currency",
          "items",
          "factors",
          "sources",
          "incomplete",
          "notices"
        ],
        "properties": {
          "currency": {
            "type": "string"
          },
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CostAccuracyItem"
            }
          },
          "factors": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CostFactor"
            },
            "description": "The farthest from 1 first, at most 200."
          },
          "sources": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CostSource"
            }
          },
          "incomplete": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CostIncompleteHour"
            },
            "description": "Newest first, at most 200."
          },
          "notices": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CostNotice"
            }
          }
        }
      },
      "CostIncompleteHour": {
        "description": "An hour that was computed from less than all.",
        "type": "object",
        "required": [
          "cluster",
          "hour",
          "reasons",
          "attempts"
        ],
        "properties": {
          "cluster": {
            "type": "string"
          },
          "hour": {
            "type": "string",
            "format": "date-time"
          },
          "reasons": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "attempts": {
            "type": "integer"
          },
          "nextAttemptAt": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "UnownedCost": {
        "description": "A workload that nobody owns.",
        "type": "object",
        "required": [
          "cluster",
          "namespace",
          "kind",
          "workload",
          "amount",
          "share",
          "claim"
        ],
        "properties": {
          "cluster": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "kind": {
            "type": "string"
          },
          "workload": {
            "type": "string"
          },
          "amount": {
            "type": "number"
          },
          "share": {
            "type": "number"
          },
          "previous": {
            "type": "number"
          },
          "claim": {
            "$ref": "#/components/schemas/CostClaim"
          }
        }
      },
      "CostClaim": {
        "description": "How to claim a workload.",
        "type": "object",
        "required": [
          "kind",
          "message"
        ],
        "properties": {
          "kind": {
            "type": "string",
            "enum": [
              "entity",
              "label"
            ]
          },
          "message": {
            "type": "string"
          },
          "entity": {
            "type": "string",
            "description": "The entity without an owner."
          },
          "url": {
            "type": "string",
            "description": "Where the entity is edited."
          },
          "patch": {
            "type": "string",
            "description": "YAML."
          },
          "command": {
            "type": "string",
            "description": "With kubectl."
          },
          "catalogInfo": {
            "type": "string",
            "description": "The catalog-info.yaml of an entity that would own it."
          }
        }
      },
      "UnownedCostList": {
        "description": "Workloads that nobody owns.",
        "type": "object",
        "required": [
          "items",
          "total",
          "amount",
          "share",
          "currency",
          "window",
          "notices"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/UnownedCost"
            }
          },
          "total": {
            "type": "integer"
          },
          "amount": {
            "type": "number",
            "description": "Of all of them."
          },
          "share": {
            "type": "number",
            "description": "Of the visible workload cost."
          },
          "currency": {
            "type": "string"
          },
          "window": {
            "$ref": "#/components/schemas/CostWindow"
          },
          "notices": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CostNotice"
            }
          }
        }
      },
      "CostAnomaly": {
        "description": "A day that cost other than expected.",
        "type": "object",
        "required": [
          "id",
          "day",
          "cost",
          "expected",
          "change",
          "ratio",
          "causes"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "day": {
            "type": "string",
            "format": "date"
          },
          "cluster": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "kind": {
            "type": "string"
          },
          "workload": {
            "type": "string"
          },
          "owner": {
            "type": "string"
          },
          "cost": {
            "type": "number"
          },
          "expected": {
            "type": "number"
          },
          "comparedWith": {
            "type": "string",
            "format": "date",
            "description": "The day like it whose cost is nearest to what was expected; causes sum up to the difference of the two days."
          },
          "change": {
            "type": "number",
            "description": "cost - expected."
          },
          "ratio": {
            "type": "number",
            "description": "cost / expected; 0 where nothing was expected."
          },
          "causes": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CostCause"
            }
          }
        }
      },
      "CostCause": {
        "description": "What changed on a day.",
        "type": "object",
        "required": [
          "kind",
          "amount",
          "message"
        ],
        "properties": {
          "kind": {
            "type": "string",
            "enum": [
              "newWorkload",
              "goneWorkload",
              "replicas",
              "requests",
              "usage",
              "price",
              "storage",
              "other"
            ]
          },
          "amount": {
            "type": "number",
            "description": "How much of the change it explains."
          },
          "message": {
            "type": "string"
          }
        }
      },
      "CostAnomalyList": {
        "description": "Days that cost other than expected.",
        "type": "object",
        "required": [
          "items",
          "total",
          "currency",
          "method",
          "notices"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CostAnomaly"
            }
          },
          "total": {
            "type": "integer"
          },
          "currency": {
            "type": "string"
          },
          "method": {
            "type": "string",
            "description": "In words."
          },
          "notices": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CostNotice"
            }
          }
        }
      },
      "CostEstimateInput": {
        "description": "Manifests to be priced.",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "manifests",
          "cluster"
        ],
        "properties": {
          "manifests": {
            "type": "string",
            "description": "YAML or JSON, several documents."
          },
          "cluster": {
            "type": "string"
          },
          "namespace": {
            "type": "string",
            "description": "For manifests without one."
          },
          "compare": {
            "type": "string",
            "enum": [
              "running",
              "manifests",
              "nothing"
            ]
          },
          "base": {
            "type": "string",
            "description": "The manifests to compare with."
          }
        }
      },
      "CostEstimateItem": {
        "description": "One object.",
        "type": "object",
        "required": [
          "kind",
          "name",
          "replicas",
          "cpu",
          "memory",
          "gpu",
          "storage",
          "monthly",
          "notes"
        ],
        "properties": {
          "kind": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "replicas": {
            "type": "number",
            "description": "Pods at one time, on average."
          },
          "cpu": {
            "type": "number",
            "description": "Cores requested by one."
          },
          "memory": {
            "type": "number",
            "description": "Bytes requested by one."
          },
          "gpu": {
            "type": "number"
          },
          "storage": {
            "type": "number",
            "description": "Bytes, of all."
          },
          "monthly": {
            "type": "number"
          },
          "monthlyMinimum": {
            "type": "number",
            "description": "At the least an autoscaler allows."
          },
          "monthlyMaximum": {
            "type": "number"
          },
          "previousMonthly": {
            "type": "number"
          },
          "change": {
            "type": "number"
          },
          "notes": {
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        }
      },
      "CostEstimate": {
        "description": "What manifests will cost.",
        "type": "object",
        "required": [
          "currency",
          "cluster",
          "hoursPerMonth",
          "monthly",
          "items",
          "prices",
          "notes"
        ],
        "properties": {
          "currency": {
            "type": "string"
          },
          "cluster": {
            "type": "string"
          },
          "hoursPerMonth": {
            "type": "number"
          },
          "monthly": {
            "type": "number"
          },
          "previousMonthly": {
            "type": "number"
          },
          "change": {
            "type": "number"
          },
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CostEstimateItem"
            }
          },
          "prices": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/EstimatePrice"
            }
          },
          "notes": {
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        }
      },
      "EstimatePrice": {
        "description": "A price that an estimate stands on.",
        "type": "object",
        "required": [
          "resource",
          "unit",
          "price",
          "source",
          "version"
        ],
        "properties": {
          "resource": {
            "type": "string"
          },
          "unit": {
            "type": "string"
          },
          "price": {
            "type": "number"
          },
          "source": {
            "type": "string"
          },
          "version": {
            "type": "string"
          }
        }
      },
      "CostJob": {
        "description": "The hourly job on one cluster.",
        "type": "object",
        "required": [
          "cluster",
          "complete",
          "incomplete",
          "missing",
          "usage",
          "reasons"
        ],
        "properties": {
          "cluster": {
            "type": "string"
          },
          "computedUntil": {
            "type": "string",
            "format": "date-time"
          },
          "computedSince": {
            "type": "string",
            "format": "date-time"
          },
          "complete": {
            "type": "integer",
            "description": "Hours."
          },
          "incomplete": {
            "type": "integer"
          },
          "missing": {
            "type": "integer",
            "description": "Hours since the first that were not computed."
          },
          "lastRunAt": {
            "type": "string",
            "format": "date-time"
          },
          "lastSeconds": {
            "type": "number"
          },
          "error": {
            "type": "string"
          },
          "usage": {
            "type": "string",
            "enum": [
              "complete",
              "partial",
              "requests-only",
              "unknown"
            ]
          },
          "reasons": {
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        }
      },
      "CostBackfill": {
        "description": "A backfill.",
        "type": "object",
        "required": [
          "state",
          "since",
          "until",
          "done",
          "total",
          "startedAt"
        ],
        "properties": {
          "state": {
            "type": "string",
            "enum": [
              "running",
              "done",
              "failed"
            ]
          },
          "since": {
            "type": "string",
            "format": "date-time"
          },
          "until": {
            "type": "string",
            "format": "date-time"
          },
          "done": {
            "type": "integer",
            "description": "Hours of clusters."
          },
          "total": {
            "type": "integer"
          },
          "startedAt": {
            "type": "string",
            "format": "date-time"
          },
          "finishedAt": {
            "type": "string",
            "format": "date-time"
          },
          "message": {
            "type": "string"
          }
        }
      },
      "CostJobs": {
        "description": "The hourly job.",
        "type": "object",
        "required": [
          "items",
          "total"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CostJob"
            }
          },
          "total": {
            "type": "integer"
          },
          "backfill": {
            "$ref": "#/components/schemas/CostBackfill"
          }
        }
      },
      "CostBackfillInput": {
        "description": "Which hours.",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "since",
          "until"
        ],
        "properties": {
          "since": {
            "type": "string",
            "format": "date-time"
          },
          "until": {
            "type": "string",
            "format": "date-time"
          },
          "clusters": {
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        }
      },
      "AllocationAnswer": {
        "description": "As OpenCost answers; `data` has one object per step with one allocation per name.",
        "type": "object",
        "required": [
          "code",
          "data"
        ],
        "properties": {
          "code": {
            "type": "integer"
          },
          "status": {
            "type": "string"
          },
          "message": {
            "type": "string"
          },
          "warning": {
            "type": "string",
            "description": "What of the window is not known."
          },
          "data": {
            "type": "array",
            "items": {
              "type": "object",
              "additionalProperties": {
                "type": "object",
                "additionalProperties": true
              }
            }
          }
        }
      },
      "AllocationSummaryAnswer": {
        "description": "As OpenCost answers a summary.",
        "type": "object",
        "required": [
          "code",
          "data"
        ],
        "properties": {
          "code": {
            "type": "integer"
          },
          "status": {
            "type": "string"
          },
          "message": {
            "type": "string"
          },
          "warning": {
            "type": "string",
            "description": "What of the window is not known."
          },
          "data": {
            "$ref": "#/components/schemas/AllocationSummaries"
          }
        }
      },
      "AllocationSummaries": {
        "description": "Summaries of allocations by step.",
        "type": "object",
        "required": [
          "step",
          "sets",
          "window"
        ],
        "properties": {
          "step": {
            "type": "number",
            "description": "Nanoseconds."
          },
          "window": {
            "$ref": "#/components/schemas/AllocationWindow"
          },
          "sets": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "allocations",
                "window"
              ],
              "properties": {
                "allocations": {
                  "type": "object",
                  "additionalProperties": {
                    "type": "object",
                    "additionalProperties": true
                  }
                },
                "window": {
                  "$ref": "#/components/schemas/AllocationWindow"
                }
              }
            }
          }
        }
      },
      "AllocationWindow": {
        "description": "From when until when.",
        "type": "object",
        "required": [
          "start",
          "end"
        ],
        "properties": {
          "start": {
            "type": "string",
            "format": "date-time"
          },
          "end": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "Price": {
        "description": "A price in force.",
        "type": "object",
        "required": [
          "id",
          "cluster",
          "kind",
          "name",
          "source",
          "version",
          "validFrom"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "cluster": {
            "type": "string"
          },
          "kind": {
            "type": "string",
            "enum": [
              "node",
              "storage",
              "loadBalancer",
              "network",
              "managementFee"
            ]
          },
          "name": {
            "type": "string",
            "description": "Instance type, storage class, or what it is for."
          },
          "instanceType": {
            "type": "string"
          },
          "capacityType": {
            "type": "string"
          },
          "region": {
            "type": "string"
          },
          "nodes": {
            "type": "integer",
            "description": "How many nodes have it now."
          },
          "hourly": {
            "type": "number",
            "description": "Of a whole node."
          },
          "cpu": {
            "type": "number",
            "description": "Per core and hour."
          },
          "memory": {
            "type": "number",
            "description": "Per byte and hour."
          },
          "gpu": {
            "type": "number",
            "description": "Per device and hour."
          },
          "price": {
            "type": "number"
          },
          "unit": {
            "type": "string",
            "description": "Of `price`."
          },
          "source": {
            "type": "string"
          },
          "version": {
            "type": "string"
          },
          "at": {
            "type": "string"
          },
          "note": {
            "type": "string"
          },
          "validFrom": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "PriceList": {
        "description": "Prices in force.",
        "type": "object",
        "required": [
          "items",
          "total",
          "currency",
          "notices"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Price"
            }
          },
          "total": {
            "type": "integer"
          },
          "currency": {
            "type": "string"
          },
          "notices": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CostNotice"
            }
          }
        }
      },
      "Bill": {
        "description": "An imported bill.",
        "type": "object",
        "required": [
          "id",
          "name",
          "format",
          "importedAt",
          "start",
          "end",
          "lines",
          "matched",
          "billed",
          "currency",
          "clusters"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "format": {
            "type": "string",
            "description": "csv, focus-1.2 or focus-1.3."
          },
          "importedAt": {
            "type": "string",
            "format": "date-time"
          },
          "importedBy": {
            "type": "string"
          },
          "start": {
            "type": "string",
            "format": "date-time"
          },
          "end": {
            "type": "string",
            "format": "date-time"
          },
          "lines": {
            "type": "integer"
          },
          "matched": {
            "type": "integer",
            "description": "Lines that belong to nodes of the fleet."
          },
          "billed": {
            "type": "number",
            "description": "Of these lines, in the currency of the report."
          },
          "currency": {
            "type": "string"
          },
          "clusters": {
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        }
      },
      "BillList": {
        "description": "Imported bills.",
        "type": "object",
        "required": [
          "items",
          "total"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Bill"
            }
          },
          "total": {
            "type": "integer"
          }
        }
      },
      "BillError": {
        "description": "A line that was not taken.",
        "type": "object",
        "required": [
          "line",
          "code",
          "message"
        ],
        "properties": {
          "line": {
            "type": "integer"
          },
          "column": {
            "type": "string"
          },
          "code": {
            "type": "string"
          },
          "message": {
            "type": "string"
          }
        }
      },
      "BillImport": {
        "description": "What became of an import.",
        "type": "object",
        "required": [
          "stored",
          "lines",
          "matched",
          "duplicates",
          "otherMonths",
          "refused",
          "errors",
          "billed",
          "modelled",
          "factors",
          "notices"
        ],
        "properties": {
          "stored": {
            "type": "boolean"
          },
          "bill": {
            "$ref": "#/components/schemas/Bill"
          },
          "lines": {
            "type": "integer"
          },
          "matched": {
            "type": "integer"
          },
          "duplicates": {
            "type": "integer"
          },
          "otherMonths": {
            "type": "integer"
          },
          "refused": {
            "type": "integer"
          },
          "errors": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/BillError"
            },
            "description": "The first 100."
          },
          "billed": {
            "type": "number"
          },
          "modelled": {
            "type": "number"
          },
          "differenceBefore": {
            "type": "number"
          },
          "differenceAfter": {
            "type": "number"
          },
          "factors": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CostFactor"
            }
          },
          "notices": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CostNotice"
            }
          }
        }
      },
      "BudgetScope": {
        "description": "Whose cost is budgeted; one of these, a namespace with its cluster or in all.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "owner": {
            "type": "string"
          },
          "cluster": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "costCenter": {
            "type": "string"
          },
          "team": {
            "type": "string"
          },
          "system": {
            "type": "string"
          },
          "fleet": {
            "type": "boolean"
          }
        }
      },
      "BudgetInput": {
        "description": "A budget.",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name",
          "scope",
          "amount"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "scope": {
            "$ref": "#/components/schemas/BudgetScope"
          },
          "amount": {
            "type": "number",
            "description": "Per calendar month."
          },
          "thresholds": {
            "type": "array",
            "items": {
              "type": "number"
            },
            "description": "Of the amount, such as 0.8; each is notified once a month."
          },
          "notifyForecast": {
            "type": "boolean",
            "description": "Also when the forecast exceeds the amount; default true."
          },
          "recipients": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "Entity references; the owner of the scope when absent."
          }
        }
      },
      "Budget": {
        "description": "A budget and how it stands.",
        "type": "object",
        "required": [
          "id",
          "name",
          "scope",
          "amount",
          "currency",
          "thresholds",
          "notifyForecast",
          "recipients",
          "source",
          "month",
          "spent",
          "ratio",
          "state",
          "reached",
          "editable",
          "trend"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "scope": {
            "$ref": "#/components/schemas/BudgetScope"
          },
          "amount": {
            "type": "number"
          },
          "currency": {
            "type": "string"
          },
          "thresholds": {
            "type": "array",
            "items": {
              "type": "number"
            }
          },
          "notifyForecast": {
            "type": "boolean"
          },
          "recipients": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "source": {
            "type": "string",
            "enum": [
              "portal",
              "configuration"
            ],
            "description": "Where it is set: here, or in the configuration of the portal, where it is changed too."
          },
          "createdAt": {
            "type": "string",
            "format": "date-time",
            "description": "Absent for one of the configuration."
          },
          "createdBy": {
            "type": "string",
            "description": "Who set it; absent for one of the configuration."
          },
          "month": {
            "type": "string"
          },
          "spent": {
            "type": "number"
          },
          "ratio": {
            "type": "number"
          },
          "forecast": {
            "$ref": "#/components/schemas/CostForecast"
          },
          "noForecast": {
            "type": "string",
            "description": "Why there is none."
          },
          "state": {
            "type": "string",
            "enum": [
              "ok",
              "warning",
              "forecast",
              "exceeded"
            ]
          },
          "reached": {
            "type": "array",
            "items": {
              "type": "number"
            },
            "description": "Thresholds that were reached this month."
          },
          "editable": {
            "type": "boolean",
            "description": "Whether who asks may change it here."
          },
          "trend": {
            "type": "array",
            "items": {
              "type": "number"
            },
            "description": "By day of this month."
          }
        }
      },
      "BudgetList": {
        "description": "Budgets.",
        "type": "object",
        "required": [
          "items",
          "total",
          "currency"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Budget"
            }
          },
          "total": {
            "type": "integer"
          },
          "currency": {
            "type": "string"
          }
        }
      },
      "RightsizingContainer": {
        "description": "What one container should request.",
        "type": "object",
        "required": [
          "name",
          "days",
          "samples",
          "outOfMemory",
          "notes"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "cpuRequest": {
            "type": "number",
            "description": "Cores, as it is."
          },
          "memoryRequest": {
            "type": "number",
            "description": "Bytes, as it is."
          },
          "cpuLimit": {
            "type": "number"
          },
          "memoryLimit": {
            "type": "number"
          },
          "cpuTarget": {
            "type": "number",
            "description": "Cores; absent where nothing can be said."
          },
          "memoryTarget": {
            "type": "number"
          },
          "memoryLimitTarget": {
            "type": "number"
          },
          "cpuLower": {
            "type": "number"
          },
          "cpuUpper": {
            "type": "number"
          },
          "memoryLower": {
            "type": "number"
          },
          "memoryUpper": {
            "type": "number"
          },
          "cpuP95": {
            "type": "number"
          },
          "cpuPeak": {
            "type": "number"
          },
          "memoryP99": {
            "type": "number"
          },
          "memoryPeak": {
            "type": "number"
          },
          "days": {
            "type": "number"
          },
          "samples": {
            "type": "integer"
          },
          "outOfMemory": {
            "type": "integer",
            "description": "Times it ran out of memory."
          },
          "notes": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "Why so, and what hinders."
          }
        }
      },
      "Rightsizing": {
        "description": "What one workload should request.",
        "type": "object",
        "required": [
          "cluster",
          "namespace",
          "kind",
          "workload",
          "replicas",
          "containers",
          "confidence",
          "theoreticalSaving",
          "severity",
          "notes"
        ],
        "properties": {
          "cluster": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "kind": {
            "type": "string"
          },
          "workload": {
            "type": "string"
          },
          "owner": {
            "type": "string"
          },
          "replicas": {
            "type": "number"
          },
          "containers": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/RightsizingContainer"
            }
          },
          "confidence": {
            "type": "string",
            "enum": [
              "low",
              "medium",
              "high"
            ]
          },
          "theoreticalSaving": {
            "type": "number",
            "description": "Per month; negative where it should request more."
          },
          "severity": {
            "type": "string",
            "enum": [
              "critical",
              "warning",
              "ok",
              "unknown"
            ]
          },
          "patch": {
            "type": "string",
            "description": "Strategic merge patch, YAML; absent where nothing changes."
          },
          "command": {
            "type": "string"
          },
          "autoscaler": {
            "$ref": "#/components/schemas/RightsizingAutoscaler"
          },
          "notes": {
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        }
      },
      "RightsizingAutoscaler": {
        "description": "The autoscaler of a workload.",
        "type": "object",
        "required": [
          "name",
          "minReplicas",
          "maxReplicas"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "minReplicas": {
            "type": "integer"
          },
          "maxReplicas": {
            "type": "integer"
          },
          "targetCpu": {
            "type": "number",
            "description": "Percent."
          },
          "newTargetCpu": {
            "type": "number",
            "description": "Percent that keeps its behaviour with the new request."
          }
        }
      },
      "RealisableSaving": {
        "description": "What of the saving of a cluster becomes money, because nodes can go.",
        "type": "object",
        "required": [
          "cluster",
          "nodes",
          "nodesNeeded",
          "removable",
          "monthly",
          "message"
        ],
        "properties": {
          "cluster": {
            "type": "string"
          },
          "nodes": {
            "type": "integer"
          },
          "nodesNeeded": {
            "type": "integer"
          },
          "removable": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "monthly": {
            "type": "number"
          },
          "message": {
            "type": "string"
          }
        }
      },
      "RightsizingReport": {
        "description": "What containers should request.",
        "type": "object",
        "required": [
          "strategy",
          "currency",
          "items",
          "total",
          "theoreticalSaving",
          "realisable",
          "notices"
        ],
        "properties": {
          "strategy": {
            "type": "string",
            "enum": [
              "portlight",
              "vpa",
              "krr"
            ]
          },
          "currency": {
            "type": "string"
          },
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Rightsizing"
            }
          },
          "total": {
            "type": "integer"
          },
          "theoreticalSaving": {
            "type": "number",
            "description": "Per month, of all."
          },
          "realisable": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/RealisableSaving"
            },
            "description": "Only for clusters that may be seen as a whole."
          },
          "notices": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CostNotice"
            }
          }
        }
      },
      "RightsizingAdviceType": {
        "description": "What an advice is about.",
        "type": "string",
        "enum": [
          "resourceQuota",
          "limitRange",
          "horizontalPodAutoscaler",
          "abandonedWorkload",
          "orphanedVolume",
          "orphanedLoadBalancer"
        ]
      },
      "RightsizingAdvice": {
        "description": "Something that should be different.",
        "type": "object",
        "required": [
          "type",
          "cluster",
          "kind",
          "name",
          "message",
          "confidence",
          "notes"
        ],
        "properties": {
          "type": {
            "$ref": "#/components/schemas/RightsizingAdviceType"
          },
          "cluster": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "kind": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "owner": {
            "type": "string"
          },
          "message": {
            "type": "string"
          },
          "since": {
            "type": "string",
            "format": "date-time"
          },
          "confidence": {
            "type": "string",
            "enum": [
              "low",
              "medium",
              "high"
            ]
          },
          "monthlySaving": {
            "type": "number"
          },
          "patch": {
            "type": "string",
            "description": "YAML."
          },
          "command": {
            "type": "string"
          },
          "notes": {
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        }
      },
      "RightsizingAdviceList": {
        "description": "Advice.",
        "type": "object",
        "required": [
          "items",
          "total",
          "currency",
          "monthlySaving",
          "notices"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/RightsizingAdvice"
            }
          },
          "total": {
            "type": "integer"
          },
          "currency": {
            "type": "string"
          },
          "monthlySaving": {
            "type": "number"
          },
          "notices": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CostNotice"
            }
          }
        }
      }
    }
  }
} as const;
