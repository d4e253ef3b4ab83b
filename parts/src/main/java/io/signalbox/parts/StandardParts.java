package io.signalbox.parts;

import io.signalbox.catalog.Catalog;
import io.signalbox.parts.plugin.HeaderMutationPlugin;
import io.signalbox.parts.plugin.SystemPromptPlugin;
import io.signalbox.parts.protocol.AnthropicCountProtocol;
import io.signalbox.parts.protocol.AnthropicMessagesProtocol;
import io.signalbox.parts.protocol.CompletionsProtocol;
import io.signalbox.parts.protocol.EmbeddingsProtocol;
import io.signalbox.parts.protocol.OpenAiChatProtocol;
import io.signalbox.parts.protocol.ResponsesProtocol;
import io.signalbox.parts.select.StaticSelector;
import io.signalbox.parts.signal.ContextSignal;
import io.signalbox.parts.signal.DomainSignal;
import io.signalbox.parts.signal.KeywordSignal;
import java.util.List;

/** The one list of parts. */
public final class StandardParts {
  private StandardParts() {}

  public static Catalog catalog() {
    return new Catalog(
        List.of(KeywordSignal.PART, DomainSignal.PART, ContextSignal.PART),
        List.of(StaticSelector.PART),
        List.of(SystemPromptPlugin.PART, HeaderMutationPlugin.PART),
        List.of(
            new OpenAiChatProtocol(),
            new AnthropicMessagesProtocol(),
            new AnthropicCountProtocol(),
            new ResponsesProtocol(),
            new CompletionsProtocol(),
            new EmbeddingsProtocol()));
  }
}
