package io.signalbox.parts.cache;

/** A request as the cache sees it. */
public sealed interface Asked permits Question, Unfit {}
