/**
 * The configuration of a gateway that fits a router configuration: {@link
 * io.signalbox.gateways.config.GatewayConfigCommand} reads one, {@link
 * io.signalbox.gateways.config.PlanBuilder} makes a plan of it, and each gateway has a class that
 * says the plan in its own words. Nothing here connects to anything, and no key of a provider is
 * ever part of a plan.
 */
@NullMarked
package io.signalbox.gateways.config;

import org.jspecify.annotations.NullMarked;
