/**
 * Reads a configuration document into records, telling every problem with its place. Imports
 * nothing of ours.
 */
@NullMarked
package io.signalbox.config;

import org.jspecify.annotations.NullMarked;
