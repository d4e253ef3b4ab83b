package io.signalbox.kubernetes.testing;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Evaluates the rules of {@code x-kubernetes-validations}, with {@code self} bound to the value. */
final class CelCheck {
  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar("self", SimpleType.DYN)
          .addLibraries(CelExtensions.strings())
          .build();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.standardCelRuntimeBuilder().addLibraries(CelExtensions.strings()).build();
  private static final Map<String, CelRuntime.Program> PROGRAMS = new ConcurrentHashMap<>();

  private CelCheck() {}

  static void check(Schema schema, @Nullable Object value, List<String> found) {
    check(schema, value, "", found);
  }

  private static void check(
      Schema schema, @Nullable Object value, String path, List<String> found) {
    if (value == null) {
      return;
    }
    for (var rule : schema.objects("x-kubernetes-validations")) {
      apply(rule, schema, value, path, found);
    }
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, item) -> {
            var property = schema.property((String) key);
            if (property != null) {
              check(property, item, path.isEmpty() ? (String) key : path + "." + key, found);
            }
          });
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        check(schema.object("items"), list.get(i), path + "[" + i + "]", found);
      }
    }
  }

  private static void apply(
      Schema rule, Schema schema, Object value, String path, List<String> found) {
    var text = String.valueOf(rule.value("rule"));
    if (text.contains("oldSelf")) {
      return;
    }
    var message = rule.text("message");
    try {
      var verdict =
          PROGRAMS
              .computeIfAbsent(text, CelCheck::program)
              .eval(Map.of("self", bound(schema, value)));
      if (!Boolean.TRUE.equals(verdict)) {
        found.add(path + ": " + (message == null ? "failed rule: " + text : message));
      }
    } catch (CelEvaluationException e) {
      found.add(path + ": rule cannot be evaluated: " + text + ": " + e.getMessage());
    }
  }

  private static CelRuntime.Program program(String rule) {
    try {
      return RUNTIME.createProgram(COMPILER.compile(rule).getAst());
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalArgumentException("a rule that does not compile: " + rule, e);
    }
  }

  /** CEL knows whole numbers as long; a field of type number is a double however it is written. */
  private static Object bound(Schema schema, Object value) {
    return switch (value) {
      case Number number ->
          "number".equals(schema.text("type"))
              ? (Object) number.doubleValue()
              : whole(number);
      case List<?> list -> {
        var bound = new ArrayList<Object>();
        list.forEach(item -> bound.add(bound(schema.object("items"), item)));
        yield bound;
      }
      case Map<?, ?> map -> {
        var bound = new LinkedHashMap<String, Object>();
        map.forEach(
            (key, item) -> {
              var property = schema.property((String) key);
              if (item != null) {
                bound.put((String) key, bound(property == null ? Schema.NONE : property, item));
              }
            });
        yield bound;
      }
      default -> value;
    };
  }

  private static Object whole(Number number) {
    return number.doubleValue() == Math.rint(number.doubleValue())
        ? (Object) number.longValue()
        : number.doubleValue();
  }
}
