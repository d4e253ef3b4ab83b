package io.signalbox.parts;

import io.signalbox.catalog.Catalog;
import io.signalbox.parts.plugin.BlockPlugin;
import io.signalbox.parts.plugin.ContextCompressionPlugin;
import io.signalbox.parts.plugin.FastResponsePlugin;
import io.signalbox.parts.plugin.HeaderMutationPlugin;
import io.signalbox.parts.plugin.RedactPlugin;
import io.signalbox.parts.plugin.RequestParamsPlugin;
import io.signalbox.parts.plugin.ResponseCachePlugin;
import io.signalbox.parts.plugin.RouterReplayPlugin;
import io.signalbox.parts.plugin.SystemPromptPlugin;
import io.signalbox.parts.plugin.ToolSelectionPlugin;
import io.signalbox.parts.plugin.ToolsPlugin;
import io.signalbox.parts.protocol.anthropic.AnthropicCountProtocol;
import io.signalbox.parts.protocol.anthropic.AnthropicMessagesProtocol;
import io.signalbox.parts.protocol.openai.CompletionsProtocol;
import io.signalbox.parts.protocol.openai.EmbeddingsProtocol;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.parts.protocol.responses.ResponsesProtocol;
import io.signalbox.parts.select.CostSelector;
import io.signalbox.parts.select.HybridSelector;
import io.signalbox.parts.select.LatencyAwareSelector;
import io.signalbox.parts.select.MultiFactorSelector;
import io.signalbox.parts.select.RouterDcSelector;
import io.signalbox.parts.select.StaticSelector;
import io.signalbox.parts.select.WeightedSelector;
import io.signalbox.parts.signal.AuthzSignal;
import io.signalbox.parts.signal.ClassifierSignal;
import io.signalbox.parts.signal.ComplexitySignal;
import io.signalbox.parts.signal.ContextSignal;
import io.signalbox.parts.signal.ConversationSignal;
import io.signalbox.parts.signal.DomainSignal;
import io.signalbox.parts.signal.EmbeddingSignal;
import io.signalbox.parts.signal.EventSignal;
import io.signalbox.parts.signal.FactCheckSignal;
import io.signalbox.parts.signal.JailbreakSignal;
import io.signalbox.parts.signal.KeywordSignal;
import io.signalbox.parts.signal.KnowledgeSignal;
import io.signalbox.parts.signal.LanguageSignal;
import io.signalbox.parts.signal.MetadataSignal;
import io.signalbox.parts.signal.ModalitySignal;
import io.signalbox.parts.signal.PiiSignal;
import io.signalbox.parts.signal.PreferenceSignal;
import io.signalbox.parts.signal.ReaskSignal;
import io.signalbox.parts.signal.StructureSignal;
import io.signalbox.parts.signal.UserFeedbackSignal;
import java.util.List;

/** The one list of parts. */
public final class StandardParts {
  private StandardParts() {}

  public static Catalog catalog() {
    return new Catalog(
        List.of(
            KeywordSignal.PART,
            EmbeddingSignal.PART,
            DomainSignal.PART,
            ContextSignal.PART,
            StructureSignal.PART,
            EventSignal.PART,
            ReaskSignal.PART,
            PreferenceSignal.PART,
            ComplexitySignal.PART,
            KnowledgeSignal.PART,
            ConversationSignal.PART,
            MetadataSignal.PART,
            AuthzSignal.PART,
            ModalitySignal.PART,
            LanguageSignal.PART,
            PiiSignal.PART,
            FactCheckSignal.PART,
            UserFeedbackSignal.PART,
            ClassifierSignal.PART,
            JailbreakSignal.PART),
        List.of(
            StaticSelector.PART,
            WeightedSelector.PART,
            MultiFactorSelector.PART,
            LatencyAwareSelector.PART,
            CostSelector.PART,
            RouterDcSelector.PART,
            HybridSelector.PART),
        List.of(
            SystemPromptPlugin.PART,
            HeaderMutationPlugin.PART,
            FastResponsePlugin.PART,
            BlockPlugin.PART,
            RedactPlugin.PART,
            RequestParamsPlugin.PART,
            ToolsPlugin.PART,
            ToolSelectionPlugin.PART,
            ContextCompressionPlugin.PART,
            ResponseCachePlugin.PART,
            RouterReplayPlugin.PART),
        List.of(
            new OpenAiChatProtocol(),
            new AnthropicMessagesProtocol(),
            new AnthropicCountProtocol(),
            new ResponsesProtocol(),
            new CompletionsProtocol(),
            new EmbeddingsProtocol()));
  }
}
