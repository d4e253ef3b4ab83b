package io.signalbox.learn;

import java.time.Duration;

/**
 * What learning may do to the choices of a decision.
 *
 * @param adapting what the choice by experience may do
 * @param protecting what the protection of conversations may do
 * @param identity how a conversation is known
 * @param idle silence after which a conversation begins anew; zero for never
 * @param leastTurns turns a conversation stays with its model at least
 * @param margin the least gain of a switch
 * @param weight how heavily the cost of a switch weighs
 */
public record Terms(
    Mode adapting,
    Mode protecting,
    Identity identity,
    Duration idle,
    int leastTurns,
    double margin,
    double weight) {}
