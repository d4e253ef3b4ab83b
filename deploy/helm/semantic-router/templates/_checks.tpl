{{/* Values that cannot work together, or that belong to parts this chart does not have. */}}

{{- define "semantic-router.check" -}}
{{- include "semantic-router.checkScale" . -}}
{{- include "semantic-router.checkAbsentParts" . -}}
{{- if and .Values.serviceMonitor.enabled (or (not .Values.service.metrics.enabled) (eq (include "semantic-router.metricsPort" .) "0")) -}}
{{- fail "serviceMonitor.enabled: there are no metrics to read; let service.metrics.enabled be true and the metrics port be on" -}}
{{- end -}}
{{- if and (eq (include "semantic-router.knowledgePlace" .) "inside") (not .Values.knowledgeBases.items) -}}
{{- fail "knowledgeBases: a folder inside /app/config needs knowledgeBases.items, such as [{key: privacy.json, path: privacy/labels.json}]; or choose a mountPath outside of /app/config" -}}
{{- end -}}
{{- end }}

{{- define "semantic-router.checkScale" -}}
{{- with .Values.autoscaling -}}
{{- if .enabled -}}
{{- if gt (int .minReplicas) (int .maxReplicas) -}}
{{- fail (printf "autoscaling.minReplicas: %d is greater than autoscaling.maxReplicas, which is %d" (int .minReplicas) (int .maxReplicas)) -}}
{{- end -}}
{{- if not (or .targetCPUUtilizationPercentage .targetMemoryUtilizationPercentage .targetInflightCalls) -}}
{{- fail "autoscaling.enabled: there is nothing to scale by; set targetCPUUtilizationPercentage, targetMemoryUtilizationPercentage or targetInflightCalls" -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $guards := .Values.safetyGuards | default dict -}}
{{- $guarded := ternary $guards.rejectMultiReplicaLocalLearningState true (hasKey $guards "rejectMultiReplicaLocalLearningState") -}}
{{- if and $guarded (gt (include "semantic-router.mostReplicas" . | int) 1) (include "semantic-router.learns" .) -}}
{{- fail "global.router.learning: several pods would each learn by themselves; switch learning off, run one pod, or set safetyGuards.rejectMultiReplicaLocalLearningState to false to accept that" -}}
{{- end -}}
{{- end }}

{{/* "true" where the router keeps what it learns from calls. */}}
{{- define "semantic-router.learns" -}}
{{- $document := include "semantic-router.document" . | fromYaml -}}
{{- $learning := (($document.global).router).learning | default dict -}}
{{- $kept := false -}}
{{- range list $learning.adaptation $learning.protection -}}
{{- if or (not (hasKey (. | default dict) "enabled")) .enabled -}}{{- $kept = true -}}{{- end -}}
{{- end -}}
{{- if and $learning.enabled $kept }}true{{ end -}}
{{- end }}

{{- define "semantic-router.checkAbsentParts" -}}
{{- if (.Values.dashboard).enabled -}}
{{- fail "dashboard.enabled: this chart has no dashboard; leave it off and use the Grafana dashboard of deploy/observability" -}}
{{- end -}}
{{- $wanted := .Values.dependencies | default dict -}}
{{- $advice := list
    (list "semanticCache.redis" (($wanted.semanticCache).redis) "run Redis yourself and name it in config.global.stores.response_cache.redis.connection")
    (list "semanticCache.milvus" (($wanted.semanticCache).milvus) "answers are kept in memory, Redis, Valkey or Postgres; see config.global.stores.response_cache")
    (list "responseApi.redis" (($wanted.responseApi).redis) "responses are stored by the backend")
    (list "responseApi.milvus" (($wanted.responseApi).milvus) "responses are stored by the backend")
    (list "observability.jaeger" (($wanted.observability).jaeger) "run a collector yourself and name it in config.global.services.observability.tracing.exporter.endpoint")
    (list "observability.prometheus" (($wanted.observability).prometheus) "run Prometheus yourself and set serviceMonitor.enabled")
    (list "observability.grafana" (($wanted.observability).grafana) "run Grafana yourself and load the dashboard of deploy/observability") -}}
{{- range $advice -}}
{{- if (index . 1).enabled -}}
{{- fail (printf "dependencies.%s.enabled: this chart brings no other charts; %s" (index . 0) (index . 2)) -}}
{{- end -}}
{{- end -}}
{{- end }}
