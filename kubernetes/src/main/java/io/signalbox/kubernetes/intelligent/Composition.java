package io.signalbox.kubernetes.intelligent;

import io.signalbox.config.load.Loaded;
import java.util.List;
import java.util.Map;

/**
 * A document, and what became of the resources that it was to be made of.
 *
 * @param loaded the document
 * @param serving the versions of resources that are in it; not all need be the newest
 * @param verdicts one for each resource
 * @param usable false when the file alone is wrong, so that no resource can help
 */
public record Composition(
    Loaded loaded,
    List<RoutingResource> serving,
    Map<RoutingResource, Verdict> verdicts,
    boolean usable) {}
