package io.signalbox.parts.plugin;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.PluginPart;
import io.signalbox.catalog.Setting;
import io.signalbox.chat.BodyEditor;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.OfferedTool;
import io.signalbox.chat.ToolChoice;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.GlobalConfig.ToolsDatabase;
import io.signalbox.plugin.Deed;
import io.signalbox.plugin.Figure;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.Plugin;
import io.signalbox.plugin.Routed;
import io.signalbox.plugin.Stage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a model may call: nothing, what lists allow, or what the client offers. Where the
 * client leaves the choice to the model by saying {@code auto}, the router's own tools can take the
 * place of the client's.
 *
 * @param rules what passes
 * @param shelf the router's own tools, or null
 * @param picking how many of those are picked
 */
public record ToolsPlugin(Rules rules, @Nullable ToolShelf shelf, ToolsDatabase picking)
    implements Plugin {
  public static final PluginPart<Config> PART =
      new PluginPart<>("tools", Config.class, ToolsPlugin::of);

  /** What happens to the tools that the client offers. */
  public enum Mode {
    /** They pass. */
    PASSTHROUGH,
    /** Those on the lists pass. */
    FILTERED,
    /** None passes. */
    NONE
  }

  /**
   * What passes.
   *
   * @param allowed names that may pass; all when empty
   * @param blocked names that do not
   * @param stripping whether past calls are removed from the conversation
   */
  public record Rules(Mode mode, Set<String> allowed, Set<String> blocked, boolean stripping) {
    boolean pass(String name) {
      return (allowed.isEmpty() || allowed.contains(name)) && !blocked.contains(name);
    }
  }

  /** The plugin's {@code configuration}. */
  public record Config(
      @Doc("Whether it acts.") @Default("true") boolean enabled,
      @Doc("What happens to the tools that the client offers.") @Default("passthrough") Mode mode,
      @Doc("Whether tools of the database take their place where the client says auto.")
          @Default("true")
          boolean semanticSelection,
      @Doc("Names of the tools that may be called; all when empty. Of mode filtered.")
          @Default("[]")
          List<String> allowTools,
      @Doc("Names of the tools that may not be called. Of mode filtered.") @Default("[]")
          List<String> blockTools,
      @Doc("Whether past calls and their results are removed from the conversation.")
          @Default("false")
          boolean stripToolHistory) {}

  private static Optional<Plugin> of(Config config, Setting setting, Findings findings) {
    if (!config.enabled()) {
      return Optional.empty();
    }
    boolean filtering = config.mode() == Mode.FILTERED;
    if (!filtering && !(config.allowTools().isEmpty() && config.blockTools().isEmpty())) {
      findings.refuse(
          config,
          "mode",
          config.mode().name().toLowerCase(Locale.ROOT),
          "filtered, since there are allow_tools or block_tools");
    }
    var rules =
        new Rules(
            config.mode(),
            Set.copyOf(config.allowTools()),
            Set.copyOf(config.blockTools()),
            config.stripToolHistory());
    var database = setting.global().integrations().tools();
    var shelf =
        config.semanticSelection() && database.enabled() && config.mode() != Mode.NONE
            ? ToolShelf.read(
                setting.directory().resolve(database.toolsDbPath()),
                database,
                "toolsDbPath",
                findings)
            : null;
    boolean idle = config.mode() == Mode.PASSTHROUGH && shelf == null && !rules.stripping();
    return idle ? Optional.empty() : Optional.of(new ToolsPlugin(rules, shelf, database));
  }

  @Override
  public Stage stage() {
    return Stage.SHAPE;
  }

  @Override
  public ChatReply around(Routed routed, ChatRequest request, Next next) {
    var editor = request.source().protocol().editor(request);
    if (editor == null) {
      return next.proceed(request);
    }
    boolean leftToTheModel = editor.toolChoice().mode() == ToolChoice.Mode.AUTO;
    var offered = editor.tools();
    var kept = kept(offered);
    boolean orphaned = offered.isEmpty() && editor.toolChoice().mode() != ToolChoice.Mode.UNSAID;
    if (kept.size() < offered.size() || rules.mode() == Mode.NONE || orphaned) {
      editor.offer(kept);
    }
    if (shelf != null && leftToTheModel) {
      select(shelf, request, editor, next);
    }
    if (rules.stripping()) {
      editor.stripToolHistory();
    }
    if (editor.changed()) {
      next.did(Deed.TOOLS_CHANGED, rules.mode().name().toLowerCase(Locale.ROOT));
    }
    return next.proceed(editor.edited());
  }

  private List<OfferedTool> kept(List<OfferedTool> offered) {
    return switch (rules.mode()) {
      case PASSTHROUGH -> offered;
      case FILTERED -> offered.stream().filter(tool -> rules.pass(tool.name())).toList();
      case NONE -> List.of();
    };
  }

  private void select(ToolShelf from, ChatRequest request, BodyEditor editor, Next next) {
    var question = request.evaluationText();
    if (question.isBlank()) {
      return;
    }
    long start = System.nanoTime();
    var best =
        from.best(question, picking.topK(), picking.similarityThreshold(), rules::pass, editor);
    next.measured(Figure.ToolsRetrieved.since(start, Relevance.NAME));
    if (!best.isEmpty() || picking.fallbackToEmpty()) {
      editor.offer(best);
    }
  }
}
