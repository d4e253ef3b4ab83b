package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One version of a CRD.
 *
 * @param schema its {@code openAPIV3Schema} as written
 * @param rules what is checked by it
 */
record CrdVersion(JsonNode schema, CrdSchema rules) {}
