{{/* What works, but perhaps not as meant, as a YAML list. */}}
{{- define "semantic-router.warnings" -}}
{{- $document := include "semantic-router.document" . | fromYaml -}}
{{- $several := gt (include "semantic-router.mostReplicas" . | int) 1 -}}
{{- $warnings := list -}}
{{- if and $several (include "semantic-router.keepsAnswersInMemory" $document) -}}
{{- $warnings = append $warnings "kept answers are in the memory of each pod: another pod does not find them. Name a store in config.global.stores.response_cache (redis, valkey or postgres)." -}}
{{- end -}}
{{- range ((($document.global).services).ratelimit).providers -}}
{{- if and $several (has .type (list "local" "local-limiter")) -}}
{{- $warnings = append $warnings "rate limits are counted by each pod for itself: together they let through as many times more. Use a provider of type redis." -}}
{{- end -}}
{{- end -}}
{{- if and .Values.persistence.enabled $several (eq .Values.persistence.accessMode "ReadWriteOnce") -}}
{{- $warnings = append $warnings "several pods share a volume that one node can mount: pods on other nodes will not start. The router needs no volume; set persistence.enabled to false." -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not (include "semantic-router.managementReachable" .)) -}}
{{- $warnings = append $warnings "the ingress leads to a management API that listens on loopback. Set config.global.services.management_api (bind_address, remote_exposure and auth.tokens)." -}}
{{- end -}}
{{- range include "semantic-router.absentParts" . | fromYamlArray -}}
{{- $warnings = append $warnings . -}}
{{- end -}}
{{- range $key, $_ := .Values -}}
{{- if not (has $key (include "semantic-router.knownKeys" $ | fromYamlArray)) -}}
{{- $warnings = append $warnings (printf "%s: this chart has no such value; it has no effect." $key) -}}
{{- end -}}
{{- end -}}
{{- $found := toYaml $document | toString -}}
{{- if contains "replace-with-your-" $found -}}
{{- $warnings = append $warnings "the document still names replace-with-your-model: write your models into config.providers and config.routing." -}}
{{- end -}}
{{- toYaml $warnings -}}
{{- end }}

{{/* Parts of the other chart that this one does not bring and that no router waits for. */}}
{{- define "semantic-router.absentParts" -}}
{{- $wanted := .Values.dependencies | default dict -}}
{{- $parts := list
    (list "dashboard" .Values.dashboard "use the Grafana dashboard of deploy/observability")
    (list "dependencies.responseApi.redis" (($wanted.responseApi).redis) "responses are stored by the backend")
    (list "dependencies.responseApi.milvus" (($wanted.responseApi).milvus) "responses are stored by the backend")
    (list "dependencies.observability.jaeger" (($wanted.observability).jaeger) "run a collector yourself and name it in config.global.services.observability.tracing.exporter.endpoint")
    (list "dependencies.observability.prometheus" (($wanted.observability).prometheus) "run Prometheus yourself and set serviceMonitor.enabled")
    (list "dependencies.observability.grafana" (($wanted.observability).grafana) "run Grafana yourself and load the dashboard of deploy/observability") -}}
{{- $told := list -}}
{{- range $parts -}}
{{- if (index . 1).enabled -}}
{{- $told = append $told (printf "%s.enabled has no effect: this chart does not bring it; %s." (index . 0) (index . 2)) -}}
{{- end -}}
{{- end -}}
{{- toYaml $told -}}
{{- end }}

{{/* "true" where a document keeps answers in the memory of the process. */}}
{{- define "semantic-router.keepsAnswersInMemory" -}}
{{- $stores := (.global).stores | default dict -}}
{{- $store := $stores.response_cache | default $stores.semantic_cache | default dict -}}
{{- $used := $store.enabled -}}
{{- range (.routing).decisions -}}
{{- range .plugins -}}
{{- if has .type (list "response_cache" "response-cache" "semantic_cache" "semantic-cache") -}}{{- $used = true -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- if and $used (eq ($store.backend_type | default "memory") "memory") }}true{{ end -}}
{{- end }}

{{/* The keys at the top of the values, and those of charts that others put beside this one. */}}
{{- define "semantic-router.knownKeys" -}}
[global, replicaCount, image, imagePullSecrets, nameOverride, fullnameOverride, serviceAccount, rbac, config,
 configOverride, router, toolsDb, knowledgeBases, args, env, extraEnv, envFromSecrets, service, management, ingress,
 networkPolicy, resources, autoscaling, podDisruptionBudget, topologySpreadConstraints, safetyGuards, persistence,
 podAnnotations, podLabels, priorityClassName, terminationGracePeriodSeconds, nodeSelector, tolerations, affinity,
 extraVolumes, extraVolumeMounts, openshift, podSecurityContext, securityContext, startupProbe, livenessProbe,
 readinessProbe, serviceMonitor, observability, dashboard, dependencies, semantic-cache-redis, response-api-redis,
 semantic-cache-milvus, jaeger, prometheus, grafana]
{{- end }}
