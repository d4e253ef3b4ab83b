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
import io.signalbox.config.Range;
import io.signalbox.plugin.Deed;
import io.signalbox.plugin.Figure;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.Plugin;
import io.signalbox.plugin.Routed;
import io.signalbox.plugin.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Offers the tools that have to do with what the user says: adds some of the router's own, or
 * leaves out some of the client's.
 *
 * @param mode which of the two
 * @param shelf the router's own tools; null to leave out
 * @param measure how many, and how relevant
 */
public record ToolSelectionPlugin(Mode mode, @Nullable ToolShelf shelf, Measure measure)
    implements Plugin {
  public static final PluginPart<Config> PART =
      new PluginPart<>("tool_selection", Config.class, ToolSelectionPlugin::of);

  /** What is done. */
  public enum Mode {
    /** The router's own tools are added where the client leaves the choice to the model. */
    ADD,
    /** Of the client's tools the relevant ones are kept. */
    FILTER
  }

  /**
   * How many, and how relevant.
   *
   * @param most how many are added, or the fewest that are kept
   * @param threshold the least relevance
   * @param emptying whether nothing is offered where nothing is relevant
   */
  public record Measure(int most, double threshold, boolean emptying) {}

  /** The plugin's {@code configuration}. */
  public record Config(
      @Doc("Whether it acts.") @Default("true") boolean enabled,
      @Doc("add: offer tools of the database; filter: keep the client's relevant ones.")
          @Default("add")
          Mode mode,
      @Doc("A database of its own; that of global.integrations.tools when absent.")
          @Nullable String toolsDbPath,
      @Doc("How many tools are added; as in global.integrations.tools when absent.")
          @Range(min = 1, max = 128)
          @Nullable Integer topK,
      @Doc("Least relevance of an added tool; as in global.integrations.tools when absent.")
          @Range(min = 0, max = 1)
          @Nullable Double similarityThreshold,
      @Doc(
              "Where no tool is relevant: true offers none, false leaves the client's; as in"
                  + " global.integrations.tools when absent.")
          @Nullable Boolean fallbackToEmpty,
      @Doc("Least relevance of a kept tool.") @Default("0.25") @Range(min = 0, max = 1)
          double relevanceThreshold,
      @Doc("How many of the client's tools are kept at least, the most relevant first.")
          @Default("0")
          @Range(min = 0, max = 10_000)
          int preserveCount) {}

  private static Optional<Plugin> of(Config config, Setting setting, Findings findings) {
    if (!config.enabled()) {
      return Optional.empty();
    }
    var database = setting.global().integrations().tools();
    boolean emptying =
        config.fallbackToEmpty() == null ? database.fallbackToEmpty() : config.fallbackToEmpty();
    if (config.mode() == Mode.FILTER) {
      var measure = new Measure(config.preserveCount(), config.relevanceThreshold(), emptying);
      return Optional.of(new ToolSelectionPlugin(Mode.FILTER, null, measure));
    }
    var path = config.toolsDbPath();
    if (path == null && !database.enabled()) {
      findings.refuse(
          config,
          "toolsDbPath",
          "none",
          "a database of tools: here, or global.integrations.tools enabled");
      return Optional.empty();
    }
    var shelf =
        path == null
            ? ToolShelf.read(
                setting.directory().resolve(database.toolsDbPath()),
                database,
                "toolsDbPath",
                findings)
            : ToolShelf.read(setting.directory().resolve(path), config, "toolsDbPath", findings);
    var measure =
        new Measure(
            config.topK() == null ? database.topK() : config.topK(),
            config.similarityThreshold() == null
                ? database.similarityThreshold()
                : config.similarityThreshold(),
            emptying);
    return shelf == null
        ? Optional.empty()
        : Optional.of(new ToolSelectionPlugin(Mode.ADD, shelf, measure));
  }

  @Override
  public Stage stage() {
    return Stage.SHAPE;
  }

  @Override
  public ChatReply around(Routed routed, ChatRequest request, Next next) {
    var editor = request.source().protocol().editor(request);
    var question = request.evaluationText();
    if (editor == null || question.isBlank()) {
      return next.proceed(request);
    }
    if (shelf == null) {
      filter(question, editor, next);
    } else if (editor.toolChoice().mode() == ToolChoice.Mode.AUTO) {
      add(shelf, question, editor, next);
    }
    if (editor.changed()) {
      next.did(Deed.TOOLS_CHANGED, mode.name().toLowerCase(Locale.ROOT));
    }
    return next.proceed(editor.edited());
  }

  private void add(ToolShelf from, String question, BodyEditor editor, Next next) {
    var offered = new ArrayList<>(editor.tools());
    var names = new HashSet<String>();
    offered.forEach(tool -> names.add(tool.name()));
    long start = System.nanoTime();
    var best =
        from.best(
            question, measure.most(), measure.threshold(), name -> !names.contains(name), editor);
    next.measured(Figure.ToolsRetrieved.since(start, Relevance.NAME));
    if (!best.isEmpty()) {
      offered.addAll(best);
      editor.offer(offered);
    } else if (offered.isEmpty()) {
      editor.offer(List.of());
    }
  }

  private void filter(String question, BodyEditor editor, Next next) {
    var offered = editor.tools();
    if (offered.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    var texts = offered.stream().map(tool -> tool.name() + " " + tool.description()).toList();
    var scores = new Relevance(texts).to(question);
    next.measured(Figure.ToolsRetrieved.since(start, Relevance.NAME));
    var needed = needed(editor.toolChoice());
    var order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted((a, b) -> Double.compare(scores[b], scores[a]))
            .toList();
    var preserved = Set.copyOf(order.subList(0, Math.min(measure.most(), order.size())));
    List<OfferedTool> kept = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      boolean relevant = scores[i] > 0 && scores[i] >= measure.threshold();
      if (relevant || preserved.contains(i) || needed.contains(offered.get(i).name())) {
        kept.add(offered.get(i));
      }
    }
    if (!kept.isEmpty() || measure.emptying()) {
      editor.offer(kept);
    }
  }

  /** Relevance is no policy: the tool that the client wants to be called stays. */
  private static Set<String> needed(ToolChoice choice) {
    return choice.mode() == ToolChoice.Mode.NAMED ? choice.names() : Set.of();
  }
}
