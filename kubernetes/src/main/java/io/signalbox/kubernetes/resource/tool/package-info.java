/**
 * The tools that a SemanticRouter lists. Start at {@link
 * io.signalbox.kubernetes.resource.tool.ToolEntry}.
 */
@NullMarked
package io.signalbox.kubernetes.resource.tool;

import org.jspecify.annotations.NullMarked;
