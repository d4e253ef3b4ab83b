package io.signalbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.signalbox.parts.StandardParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house is built as ARCHITECTURE.md says. */
final class StructureTest {
  private static final String OURS = "io.signalbox.";
  private static final int MOST_FILES_OF_A_KIND = 2;

  private static final List<String> PARTS_OF_CORE =
      List.of(
          "chat",
          "store",
          "config",
          "infer",
          "signal",
          "decide",
          "fleet",
          "select",
          "learn",
          "plugin",
          "translate",
          "catalog");

  /** Package, with all beneath it, to the packages that it may import. */
  private static final Map<String, List<String>> ARROWS = arrows();

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.signalbox");

  private static Map<String, List<String>> arrows() {
    var arrows = new LinkedHashMap<String, List<String>>();
    arrows.put("chat", List.of());
    arrows.put("store", List.of());
    arrows.put("config", List.of());
    arrows.put("translate", List.of("chat"));
    arrows.put("infer", List.of("chat"));
    arrows.put("signal", List.of("chat"));
    arrows.put("decide", List.of("signal"));
    arrows.put("fleet", List.of("chat"));
    arrows.put("select", List.of("chat", "signal", "decide", "fleet", "infer"));
    arrows.put("learn", List.of("chat", "signal", "decide", "fleet", "infer", "select"));
    arrows.put("plugin", List.of("chat", "signal", "decide", "fleet", "infer", "select"));
    arrows.put("catalog", PARTS_OF_CORE);
    arrows.put("engine", PARTS_OF_CORE);
    arrows.put("parts", PARTS_OF_CORE);
    arrows.put("backends", PARTS_OF_CORE);
    arrows.put("extproc.wire", List.of());
    arrows.put("simulator", List.of());
    var server = new ArrayList<>(PARTS_OF_CORE);
    server.addAll(List.of("engine", "parts", "backends", "extproc.wire"));
    arrows.put("server", server);
    arrows.put("kubernetes", List.of("config"));
    var checking = List.of("config", "catalog", "engine", "parts");
    arrows.put("gateways", with(checking, "kubernetes"));
    arrows.put("operator", with(checking, "kubernetes", "store"));
    arrows.put(
        "app",
        List.of(
            "server", "simulator", "kubernetes", "gateways", "config", "engine", "extproc.wire"));
    return arrows;
  }

  private static List<String> with(List<String> some, String... more) {
    var all = new ArrayList<>(some);
    all.addAll(List.of(more));
    return all;
  }

  @Test
  void importsFollowTheArrows() {
    var wrong = new TreeSet<String>();
    for (var origin : CLASSES) {
      var from = house(origin);
      for (var dependency : origin.getDirectDependenciesFromSelf()) {
        var target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith(OURS)) {
          var to = house(target);
          if (!from.equals(to) && !ARROWS.getOrDefault(from, List.of()).contains(to)) {
            wrong.add(origin.getName() + " -> " + target.getName());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyPackageHasItsPlaceInTheHouse() {
    var places = new TreeSet<String>();
    CLASSES.forEach(c -> places.add(house(c)));
    assertThat(ARROWS.keySet()).containsAll(places);
  }

  @Test
  void packagesHaveNoCycles() {
    SlicesRuleDefinition.slices()
        .matching("io.signalbox.(**)")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  @Test
  void kindIsNamedInItsFileAndInTheListOnly() {
    var sources = sources();
    var tooMany = new TreeMap<String, List<String>>();
    kinds()
        .forEach((kind, pattern) -> {
          var naming = new ArrayList<String>();
          sources.forEach((file, text) -> {
            if (pattern.matcher(speaksOfOthers(file) ? unquoted(text) : text).find()) {
              naming.add(file);
            }
          });
          assertThat(naming).as(kind).isNotEmpty();
          if (naming.size() > MOST_FILES_OF_A_KIND) {
            tooMany.put(kind, naming);
          }
        });
    assertThat(tooMany).isEmpty();
  }

  /**
   * Whether a file's literals are words of others, some of which are called like kinds: members of
   * request bodies, of a gateway's configuration, of Kubernetes resources.
   */
  private static boolean speaksOfOthers(String file) {
    return Stream.of("/parts/protocol/", "/gateways/", "/kubernetes/", "/operator/")
            .anyMatch(file::contains)
        || file.endsWith("/server/admin/Prompt.java");
  }

  private static String unquoted(String text) {
    return text.replace('"', '\'');
  }

  /**
   * Leaf types that are words for other things as well: events of streams and logs, conversations
   * that models stay with, metadata of outcomes, the key of a projection, vectors, classifiers of
   * ours, what a head or an endpoint tells of. They count by class.
   */
  private static final Set<String> ORDINARY =
      Set.of(
          "event",
          "conversation",
          "metadata",
          "kb",
          "embedding",
          "classifier",
          "modality",
          "pii",
          "jailbreak");

  /** Plugins that are called like members of bodies or words of answers: they count by class. */
  private static final Set<String> ORDINARY_PLUGINS = Set.of("tools", "block");

  /** Each kind with what counts as naming it: its names as string literals, its class. */
  private static Map<String, Pattern> kinds() {
    var catalog = StandardParts.catalog();
    var kinds = new LinkedHashMap<String, Pattern>();
    for (var part : catalog.signals()) {
      var type = part.config().getEnclosingClass();
      var ordinary = ORDINARY.contains(part.leafType());
      var pattern = ordinary ? named(type) : named(type, part.listKey(), part.leafType());
      kinds.put("signal " + part.leafType(), pattern);
    }
    for (var part : catalog.plugins()) {
      var type = part.config().getEnclosingClass();
      kinds.put(
          "plugin " + part.type(),
          ORDINARY_PLUGINS.contains(part.type()) ? named(type) : named(type, part.type()));
    }
    for (var part : catalog.selectors()) {
      kinds.put("selector " + part.type(), named(part.config().getEnclosingClass(), part.type()));
    }
    for (var protocol : catalog.protocols()) {
      // By its class alone: its name is a provider's as well, its path the simulator's.
      kinds.put("protocol " + protocol.name(), named(protocol.getClass()));
    }
    return kinds;
  }

  private static Pattern named(Class<?> type, String... names) {
    var alternatives = new ArrayList<String>();
    alternatives.add("\\b" + Pattern.quote(type.getSimpleName()) + "\\b");
    Arrays.stream(names).map(name -> Pattern.quote("\"" + name + "\"")).forEach(alternatives::add);
    return Pattern.compile(String.join("|", alternatives));
  }

  /** Modules beside the program. */
  private static final Set<String> TOOLS = Set.of("bench");

  /** The sources of the program by path, without comments and package descriptions. */
  private static Map<String, String> sources() {
    var sources = new TreeMap<String, String>();
    try (var modules = Files.newDirectoryStream(Parts.ROOT)) {
      for (var module : modules) {
        var main = module.resolve("src/main/java");
        if (Files.isDirectory(main) && !TOOLS.contains(name(module))) {
          try (var files = Files.walk(main)) {
            files
                .filter(StructureTest::counts)
                .forEach(file -> sources.put(name(file), text(file)));
          }
        }
      }
      return sources;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean counts(Path file) {
    return file.toString().endsWith(".java") && !file.endsWith("package-info.java");
  }

  private static String name(Path file) {
    return Parts.ROOT.relativize(file).toString();
  }

  private static String text(Path file) {
    try {
      var text = Files.readString(file);
      return text.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)^\\s*//.*$", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The longest entry of the arrows that a class lies in; its package where there is none. */
  private static String house(JavaClass type) {
    var place =
        type.getPackageName().substring(Math.min(OURS.length(), type.getPackageName().length()));
    return ARROWS.keySet().stream()
        .filter(entry -> place.equals(entry) || place.startsWith(entry + "."))
        .findFirst()
        .orElse(place);
  }
}
