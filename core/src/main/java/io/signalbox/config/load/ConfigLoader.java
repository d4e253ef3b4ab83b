package io.signalbox.config.load;

import io.signalbox.config.Document;
import io.signalbox.config.bind.Binder;
import io.signalbox.config.bind.Slot;
import io.signalbox.config.bind.StrayKeys;
import io.signalbox.config.bind.Vocabulary;
import io.signalbox.config.check.DocumentCheck;
import io.signalbox.config.tree.ConfigNode.Mapping;
import io.signalbox.config.tree.EnvSubstitution;
import io.signalbox.config.tree.Places;
import io.signalbox.config.tree.Problems;
import io.signalbox.config.tree.YamlReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads a configuration document: reads YAML, replaces references to the environment, binds the
 * records and checks them. Whatever is wrong is told in the result, never thrown.
 */
public final class ConfigLoader {
  private static final int MAX_BYTES = 12 * 1024 * 1024;
  private static final Set<String> CANONICAL = Set.of("routing", "global");

  private final Problems problems;
  private final Places places;
  private final EnvSubstitution environment;
  private final boolean lenient;
  private final Vocabulary vocabulary = Vocabulary.standard();
  private final Overlay overlay;
  private String sha256 = "";

  private ConfigLoader(
      String name, Map<String, String> environment, boolean lenient, Overlay overlay) {
    this.overlay = overlay;
    this.problems = new Problems(name);
    this.places = new Places(name);
    this.environment = new EnvSubstitution(environment);
    this.lenient = lenient;
  }

  /**
   * Loads a file.
   *
   * @param environment the variables that the document may refer to
   * @param lenient whether unknown and unsupported keys are warned about instead of refused
   */
  public static Loaded load(Path file, Map<String, String> environment, boolean lenient) {
    return load(file, environment, lenient, Overlay.NONE);
  }

  /**
   * Loads a file with what an overlay makes of it.
   *
   * @param environment the variables that the document may refer to
   * @param lenient whether unknown and unsupported keys are warned about instead of refused
   */
  public static Loaded load(
      Path file, Map<String, String> environment, boolean lenient, Overlay overlay) {
    var loader = new ConfigLoader(file.toString(), environment, lenient, overlay);
    var bytes = loader.bytes(file);
    return loader.loaded(bytes == null ? null : loader.text(bytes));
  }

  /**
   * Loads a text.
   *
   * @param name how problems name it
   */
  public static Loaded load(
      String name, String yaml, Map<String, String> environment, boolean lenient) {
    return load(name, yaml, environment, lenient, Overlay.NONE);
  }

  /**
   * Loads a text with what an overlay makes of it.
   *
   * @param name how problems name it
   */
  public static Loaded load(
      String name, String yaml, Map<String, String> environment, boolean lenient, Overlay overlay) {
    var loader = new ConfigLoader(name, environment, lenient, overlay);
    return loader.loaded(loader.text(yaml.getBytes(StandardCharsets.UTF_8)));
  }

  private Loaded loaded(@Nullable String yaml) {
    var document = yaml == null ? null : document(yaml);
    var usable = problems.errors() == 0 ? document : null;
    return new Loaded(usable, places, problems.sorted(), vocabulary, sha256, environment);
  }

  private byte @Nullable [] bytes(Path file) {
    try {
      if (Files.isDirectory(file)) {
        return refuse("a directory", "a file");
      }
      if (Files.size(file) > MAX_BYTES) {
        return refuse(Files.size(file) + " bytes", "at most " + MAX_BYTES);
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return refuse("no such file", "a readable file");
    } catch (AccessDeniedException e) {
      return refuse("access denied", "a readable file");
    } catch (IOException e) {
      return refuse(String.valueOf(e.getMessage()), "a readable file");
    }
  }

  private byte @Nullable [] refuse(String value, String expectation) {
    problems.error(1, "", value, expectation);
    return null;
  }

  private @Nullable String text(byte[] bytes) {
    try {
      sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      problems.error(1, "", "not text", "UTF-8");
      return null;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private @Nullable Document document(String yaml) {
    var root = new YamlReader(problems).read(yaml);
    if (root == null || root.isNull()) {
      if (problems.errors() == 0) {
        problems.error(1, "", "an empty file", "routing or global");
      }
      return null;
    }
    if (!(root instanceof Mapping mapping)) {
      problems.error(root.mark().line(), "", root.written(), "a mapping with routing or global");
      return null;
    }
    if (mapping.keys().stream().noneMatch(CANONICAL::contains)) {
      refuseShape(mapping);
      return null;
    }
    var substituted = (Mapping) environment.apply(mapping, problems);
    return bound(overlay.over(ModelsToCome.in(substituted)));
  }

  private void refuseShape(Mapping mapping) {
    var known = Slot.of(Document.class).stream().map(Slot::key).toList();
    var unexpected = mapping.keys().stream().filter(key -> !known.contains(key)).toList();
    var value =
        unexpected.isEmpty()
            ? "neither routing nor global"
            : "unexpected " + String.join(", ", unexpected);
    problems.error(mapping.mark().line(), "", value, "routing or global at the top level");
  }

  private @Nullable Document bound(Mapping mapping) {
    new StrayKeys(problems, vocabulary, lenient).judgeRemoved(mapping, "");
    var binder = new Binder(problems, places, vocabulary, lenient);
    var document = binder.bindAnyway(mapping, Document.class, "");
    if (document != null) {
      new DocumentCheck(document, places, problems, environment).run();
    }
    return document;
  }
}
