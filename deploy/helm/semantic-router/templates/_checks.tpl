{{/* Values that cannot work together, or that belong to parts this chart does not have. */}}

{{- define "semantic-router.check" -}}
{{- include "semantic-router.checkScale" . -}}
{{- include "semantic-router.checkAbsentParts" . -}}
{{- include "semantic-router.checkPorts" . -}}
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

{{/* Ports of the Service, and of the pods behind it, must be three different ones. */}}
{{- define "semantic-router.checkPorts" -}}
{{- $service := .Values.service -}}
{{- range $key := list "port" "targetPort" -}}
{{- $taken := dict -}}
{{- range $name := list "grpc" "api" "metrics" -}}
{{- $number := get (get $service $name) $key | toString -}}
{{- if hasKey $taken $number -}}
{{- fail (printf "service.%s.%s: %s is that of service.%s; choose another" $name $key $number (get $taken $number)) -}}
{{- end -}}
{{- $_ := set $taken $number $name -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/* A cache in a store that nobody runs would find nothing, and nobody would notice. */}}
{{- define "semantic-router.checkAbsentParts" -}}
{{- $cache := (.Values.dependencies).semanticCache -}}
{{- if (($cache).redis).enabled -}}
{{- fail "dependencies.semanticCache.redis.enabled: this chart brings no other charts; run Redis yourself and name it in config.global.stores.response_cache.redis.connection" -}}
{{- end -}}
{{- if (($cache).milvus).enabled -}}
{{- fail "dependencies.semanticCache.milvus.enabled: this chart brings no other charts; answers are kept in memory, Redis, Valkey or Postgres: see config.global.stores.response_cache" -}}
{{- end -}}
{{- end }}
