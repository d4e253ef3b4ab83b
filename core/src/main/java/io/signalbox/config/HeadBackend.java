package io.signalbox.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What answers a question about texts in place of the built-in encoder: a file or a service, at
 * most one of both.
 */
public record HeadBackend(
    @Doc("An ONNX sequence classifier of one's own.") @Nullable OnnxModel onnx,
    @Doc("A service of model_catalog.external.") @Nullable RemoteHead remote,
    @Doc("A model of model_catalog.system; without effect, the built-in encoder answers.")
        @Nullable String modelRef,
    @Doc("Path of a model; without effect, the built-in encoder answers.")
        @Nullable String modelId) {
  /** The built-in encoder. */
  public static final HeadBackend BUILT_IN = new HeadBackend(null, null, null, null);

  /** An ONNX sequence classifier of one's own. */
  public record OnnxModel(
      @Doc(
              "The file, or a folder with model.onnx; from the configuration file's folder. A"
                  + " tokenizer.json beside it must be an uncased WordPiece; without one, BERT's"
                  + " uncased English vocabulary is used.")
          @NotBlank
          String path,
      @Doc("Its labels, in the order of its logits.") List<String> labels) {}

  /** A service that classifies. */
  public record RemoteHead(
      @Doc("The name of an entry of model_catalog.external.") @NotBlank String external,
      @Doc("http_classify: POST /classify as vLLM has it; http_chat: a language model's word.")
          @Default("http_classify")
          Protocol protocol,
      @Doc("Its labels, in the order of its probabilities; as it names them when left out.")
          @Default("[]")
          List<String> labels,
      @Doc("What the labels mean, for a language model.") @Default("") String instructions) {}

  /** How a service is asked. */
  public enum Protocol {
    HTTP_CLASSIFY,
    HTTP_CHAT
  }
}
