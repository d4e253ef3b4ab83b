{{/* What pods are made of. */}}

{{/* The most pods there may be. */}}
{{- define "semantic-router.mostReplicas" -}}
{{- ternary .Values.autoscaling.maxReplicas .Values.replicaCount .Values.autoscaling.enabled | int -}}
{{- end }}

{{- define "semantic-router.openshift" -}}
{{- $told := toString .Values.openshift -}}
{{- if or (eq $told "true") (and (eq $told "auto") (.Capabilities.APIVersions.Has "route.openshift.io/v1")) }}true{{ end -}}
{{- end }}

{{/* A map with another laid over it, in which null takes a key away: (list base over). */}}
{{- define "semantic-router.overlaid" -}}
{{- $all := deepCopy (index . 0) -}}
{{- range $key, $value := (index . 1) | default dict -}}
{{- if kindIs "invalid" $value -}}
{{- $_ := unset $all $key -}}
{{- else -}}
{{- $_ := set $all $key $value -}}
{{- end -}}
{{- end -}}
{{- toYaml $all -}}
{{- end }}

{{- define "semantic-router.podSecurityContext" -}}
{{- $own := dict "runAsNonRoot" true "seccompProfile" (dict "type" "RuntimeDefault") -}}
{{- if not (include "semantic-router.openshift" .) -}}
{{- $own = merge $own (dict "runAsUser" 1000 "fsGroup" 1000) -}}
{{- end -}}
{{- include "semantic-router.overlaid" (list $own .Values.podSecurityContext) -}}
{{- end }}

{{- define "semantic-router.securityContext" -}}
{{- $own := dict "runAsNonRoot" true "readOnlyRootFilesystem" true "allowPrivilegeEscalation" false
    "capabilities" (dict "drop" (list "ALL")) -}}
{{- include "semantic-router.overlaid" (list $own .Values.securityContext) -}}
{{- end }}

{{/* A probe: (list $ values path). */}}
{{- define "semantic-router.probe" -}}
{{- $root := index . 0 -}}
{{- $times := pick (index . 1) "initialDelaySeconds" "periodSeconds" "timeoutSeconds" "failureThreshold"
    "successThreshold" "terminationGracePeriodSeconds" -}}
{{- if eq (include "semantic-router.metricsPort" $root) "0" -}}
tcpSocket:
  port: grpc
{{- else -}}
httpGet:
  path: {{ index . 2 }}
  port: metrics
{{- end }}
{{ toYaml $times }}
{{- end }}

{{/* What the folder of the document is made of. A folder follows changes of its ConfigMap; single files would not. */}}
{{- define "semantic-router.configSources" -}}
{{- $knowledge := .Values.knowledgeBases -}}
sources:
  - configMap:
      name: {{ include "semantic-router.suffixed" (list . "config") }}
      items:
        - {key: config.yaml, path: config.yaml}
        - {key: tools_db.json, path: tools_db.json}
        # The document's usual tools_db_path, config/tools_db.json, is looked for beside the document.
        - {key: tools_db.json, path: config/tools_db.json}
  {{- if eq (include "semantic-router.knowledgePlace" .) "inside" }}
  - configMap:
      name: {{ $knowledge.existingConfigMap | quote }}
      items:
        {{- range $knowledge.items }}
        - key: {{ .key | quote }}
          path: {{ printf "%s/%s" (trimPrefix "/app/config/" $knowledge.mountPath | trimSuffix "/") .path | quote }}
        {{- end }}
  {{- end }}
{{- end }}

{{/* Where files of knowledge bases go: "inside" the folder of the document, "outside" of it, or nowhere. */}}
{{- define "semantic-router.knowledgePlace" -}}
{{- with .Values.knowledgeBases -}}
{{- if and .enabled .existingConfigMap -}}
{{- ternary "inside" "outside" (hasPrefix "/app/config/" .mountPath) -}}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "semantic-router.topologySpread" -}}
{{- if kindIs "slice" .Values.topologySpreadConstraints -}}
{{- with .Values.topologySpreadConstraints }}{{ toYaml . }}{{ end -}}
{{- else if gt (include "semantic-router.mostReplicas" . | int) 1 -}}
{{- range $i, $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" -}}
{{- if $i }}
{{ end -}}
- topologyKey: {{ $key }}
  maxSkew: 1
  whenUnsatisfiable: ScheduleAnyway
  labelSelector:
    matchLabels:
      {{- include "semantic-router.podSelector" $ | nindent 6 }}
{{- end -}}
{{- end -}}
{{- end }}
