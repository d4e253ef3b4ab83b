package io.signalbox.parts;

import io.signalbox.catalog.Catalog;
import io.signalbox.parts.plugin.HeaderMutationPlugin;
import io.signalbox.parts.plugin.RouterReplayPlugin;
import io.signalbox.parts.plugin.SystemPromptPlugin;
import io.signalbox.parts.protocol.anthropic.AnthropicCountProtocol;
import io.signalbox.parts.protocol.anthropic.AnthropicMessagesProtocol;
import io.signalbox.parts.protocol.openai.CompletionsProtocol;
import io.signalbox.parts.protocol.openai.EmbeddingsProtocol;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.parts.protocol.responses.ResponsesProtocol;
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
        List.of(SystemPromptPlugin.PART, HeaderMutationPlugin.PART, RouterReplayPlugin.PART),
        List.of(
            new OpenAiChatProtocol(),
            new AnthropicMessagesProtocol(),
            new AnthropicCountProtocol(),
            new ResponsesProtocol(),
            new CompletionsProtocol(),
            new EmbeddingsProtocol()));
  }
}
