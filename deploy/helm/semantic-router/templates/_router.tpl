{{/* What the router is told: its document and its flags. */}}

{{/* The document that takes effect, as YAML. */}}
{{- define "semantic-router.document" -}}
{{- $document := deepCopy (.Values.configOverride | default .Values.config | default dict) -}}
{{- $skip := ((.Values.router).skipProcessing).enabled -}}
{{- if kindIs "bool" $skip -}}
{{- $global := $document.global | default dict -}}
{{- $router := $global.router | default dict -}}
{{- $processing := $router.skip_processing | default dict -}}
{{- $_ := set $processing "enabled" $skip -}}
{{- $_ := set $router "skip_processing" $processing -}}
{{- $_ := set $global "router" $router -}}
{{- $_ := set $document "global" $global -}}
{{- end -}}
{{- toYaml $document -}}
{{- end }}

{{/*
A digest of the sections that the router reads only at its start. A change elsewhere is followed by the running pods,
so that it must leave the pod template alone.
*/}}
{{- define "semantic-router.restartDigest" -}}
{{- $document := include "semantic-router.document" . | fromYaml -}}
{{- $global := $document.global | default dict -}}
{{- $services := $global.services | default dict -}}
{{- $limits := $global.limits | default dict -}}
{{- $fixed := pick $limits "max_held_bytes" "max_open_calls" "decision_timeout" "request_idle_timeout"
    "reply_idle_timeout" "max_connection_age" -}}
{{- list ($document.listeners | default list) $fixed ($services.router_replay | default dict)
    ($services.management_api | default dict) ($services.observability | default dict)
    (($global.router).config_source | default "file") | toJson | sha256sum -}}
{{- end }}

{{/* The value of a flag in args, empty if it is not there: (list $ "metrics-port"). One dash or two, = or the next item. */}}
{{- define "semantic-router.flag" -}}
{{- $args := (index . 0).Values.args | default list -}}
{{- $name := index . 1 -}}
{{- $value := "" -}}
{{- range $i, $arg := $args -}}
{{- $arg = toString $arg -}}
{{- if regexMatch (printf "^--?%s=" $name) $arg -}}
{{- $value = regexReplaceAll "^[^=]*=" $arg "" -}}
{{- else if and (regexMatch (printf "^--?%s$" $name) $arg) (lt (add1 $i) (len $args)) -}}
{{- $value = toString (index $args (add1 $i | int)) -}}
{{- end -}}
{{- end -}}
{{- $value -}}
{{- end }}

{{- define "semantic-router.grpcPort" -}}
{{- include "semantic-router.flag" (list . "port") | default .Values.service.grpc.targetPort -}}
{{- end }}

{{/* The port of metrics and probes; 0 where the router serves none. */}}
{{- define "semantic-router.metricsPort" -}}
{{- $document := include "semantic-router.document" . | fromYaml -}}
{{- $metrics := (((($document.global).services).observability).metrics) | default dict -}}
{{- if and (hasKey $metrics "enabled") (not $metrics.enabled) -}}
0
{{- else -}}
{{- max 0 (include "semantic-router.flag" (list . "metrics-port") | default .Values.service.metrics.targetPort | int) -}}
{{- end -}}
{{- end }}

{{/* The port of the management API: of the flags, of the document, of the values. */}}
{{- define "semantic-router.apiPort" -}}
{{- $document := include "semantic-router.document" . | fromYaml -}}
{{- $flag := include "semantic-router.flag" (list . "api-port") | int -}}
{{- $written := ((($document.global).services).management_api).port | default 0 | int -}}
{{- $flag | default $written | default .Values.service.api.targetPort -}}
{{- end }}

{{/* "true" where other pods can reach the management API. */}}
{{- define "semantic-router.managementReachable" -}}
{{- $document := include "semantic-router.document" . | fromYaml -}}
{{- $written := ((($document.global).services).management_api).bind_address -}}
{{- $address := include "semantic-router.flag" (list . "api-bind") | default $written | default "127.0.0.1" -}}
{{- if not (or (hasPrefix "127." $address) (has $address (list "localhost" "::1"))) }}true{{ end -}}
{{- end }}

{{/* "true" where there is a Service of the management API. */}}
{{- define "semantic-router.managementService" -}}
{{- $wanted := ((.Values.management).service).enabled -}}
{{- if kindIs "bool" $wanted -}}
{{- if or $wanted .Values.ingress.enabled }}true{{ end -}}
{{- else if or .Values.ingress.enabled (include "semantic-router.managementReachable" .) -}}
true
{{- end -}}
{{- end }}

{{/* All flags, as a YAML list: what the values say, and what follows from other values. */}}
{{- define "semantic-router.args" -}}
{{- $args := .Values.args | default list -}}
{{- $api := include "semantic-router.apiPort" . -}}
{{- $document := include "semantic-router.document" . | fromYaml -}}
{{- $written := ((($document.global).services).management_api).port | default 8080 | toString -}}
{{- if and (ne (toString .Values.service.grpc.targetPort) "50051") (not (include "semantic-router.flag" (list . "port"))) -}}
{{- $args = append $args (printf "--port=%v" .Values.service.grpc.targetPort) -}}
{{- end -}}
{{- if and (ne (toString .Values.service.metrics.targetPort) "9190") (not (include "semantic-router.flag" (list . "metrics-port"))) -}}
{{- $args = append $args (printf "--metrics-port=%v" .Values.service.metrics.targetPort) -}}
{{- end -}}
{{- if and (ne $api $written) (not (include "semantic-router.flag" (list . "api-port"))) -}}
{{- $args = append $args (printf "--api-port=%s" $api) -}}
{{- end -}}
{{- if not (include "semantic-router.flag" (list . "namespace")) -}}
{{- $args = append $args (printf "--namespace=%s" (include "semantic-router.namespace" .)) -}}
{{- end -}}
{{- toYaml $args -}}
{{- end }}

{{/* "true" where the router reads resources of the cluster. */}}
{{- define "semantic-router.readsCluster" -}}
{{- $document := include "semantic-router.document" . | fromYaml -}}
{{- if eq (((($document.global).router).config_source) | default "file") "kubernetes" }}true{{ end -}}
{{- end }}

{{/* The namespace whose resources are read. */}}
{{- define "semantic-router.watchedNamespace" -}}
{{- include "semantic-router.flag" (list . "namespace") | default (include "semantic-router.namespace" .) -}}
{{- end }}
