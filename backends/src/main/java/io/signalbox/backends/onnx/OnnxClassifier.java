package io.signalbox.backends.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.infer.Classification;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.ClassifierSource.OnnxFile;
import io.signalbox.infer.Coverage;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A sequence classifier of the user's own: an ONNX graph from ids of tokens to logits.
 *
 * <p>A text is read in windows of {@link Window#TOKENS} tokens from its start, {@link
 * Window#OVERLAP} of which two neighbours share, until its end, {@value #MOST_WINDOWS} windows or
 * the deadline. What the windows say is averaged by their tokens; for an alarm, the window speaks
 * in which the alarming labels weigh most, so that no length of other text hides it. The session is
 * closed when nobody holds the classifier any more.
 */
public final class OnnxClassifier implements Classifier {
  private static final int MOST_WINDOWS = 128;
  private static final Cleaner CLEANER = Cleaner.create();
  private static final String FILE = "model.onnx";
  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";
  private static final String LOGITS = "logits";

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final WordPiece wordPiece;
  private final List<String> labels;
  private final Set<String> alarming;
  private final InferencePool pool;
  private final Set<String> inputs;
  private final String output;
  private final Cleaner.Cleanable closing;

  private OnnxClassifier(
      OrtSession session, WordPiece wordPiece, OnnxFile source, InferencePool pool)
      throws OrtException {
    this.session = session;
    this.wordPiece = wordPiece;
    this.labels = source.labels();
    this.alarming = Set.copyOf(source.alarming());
    this.pool = pool;
    closing = CLEANER.register(this, () -> close(session));
    inputs = inputs(session.getInputInfo());
    output = output(session.getOutputInfo(), labels.size());
  }

  /**
   * Opens a graph, and runs it once to see that it is what it should be.
   *
   * @throws RouterException that tells what it is instead
   */
  public static OnnxClassifier open(OnnxFile source, InferencePool pool) {
    var file = graph(source.path());
    var tokenizer = file.resolveSibling("tokenizer.json");
    var wordPiece =
        Files.exists(tokenizer) ? OwnTokenizer.read(tokenizer) : MiniLmModel.wordPiece();
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setCPUArenaAllocator(false);
      var session = OrtEnvironment.getEnvironment().createSession(file.toString(), options);
      return opened(session, wordPiece, source, pool);
    } catch (OrtException e) {
      throw unusable("no ONNX graph that can be loaded: " + e.getCode());
    }
  }

  /**
   * Opens a graph, runs it once and closes it.
   *
   * @throws RouterException that tells what it is instead
   */
  public static void check(OnnxFile source) {
    try (var pool = new InferencePool(1, 1)) {
      open(source, pool).close();
    }
  }

  private static OnnxClassifier opened(
      OrtSession session, WordPiece wordPiece, OnnxFile source, InferencePool pool)
      throws OrtException {
    boolean usable = false;
    try {
      var classifier = new OnnxClassifier(session, wordPiece, source, pool);
      classifier.window(new int[0], new Window(0, 0));
      usable = true;
      return classifier;
    } finally {
      if (!usable) {
        close(session);
      }
    }
  }

  /**
   * The file of the graph that a path means.
   *
   * @throws RouterException when there is none
   */
  public static Path graph(Path path) {
    var file = Files.isDirectory(path) ? path.resolve(FILE) : path;
    if (!Files.isRegularFile(file)) {
      throw unusable(
          Files.isDirectory(path) ? "a folder without " + FILE : "no such file or folder");
    }
    if (!Files.isReadable(file)) {
      throw unusable("not readable");
    }
    return file.toAbsolutePath();
  }

  private static Set<String> inputs(Map<String, NodeInfo> inputs) {
    for (var input : inputs.entrySet()) {
      var name = input.getKey();
      if (!Set.of(IDS, MASK, TYPES).contains(name)) {
        throw unusable("its input " + name + " is not " + IDS + ", " + MASK + " or " + TYPES);
      }
      var tensor = input.getValue().getInfo() instanceof TensorInfo info ? info : null;
      if (tensor == null || tensor.type != OnnxJavaType.INT64) {
        throw unusable("its input " + name + " is no tensor of int64");
      }
      var shape = tensor.getShape();
      if (shape.length != 2 || shape[0] > 1 || shape[1] >= 0) {
        throw unusable(
            "its input %s has shape %s (expected: [batch, sequence], both of any size)"
                .formatted(name, Arrays.toString(shape)));
      }
    }
    if (!inputs.containsKey(IDS)) {
      throw unusable("it has no input " + IDS);
    }
    return Set.copyOf(inputs.keySet());
  }

  private static String output(Map<String, NodeInfo> outputs, int labels) {
    var name = outputs.containsKey(LOGITS) ? LOGITS : outputs.keySet().iterator().next();
    if (!name.equals(LOGITS) && outputs.size() > 1) {
      throw unusable("it has several outputs, none of which is " + LOGITS);
    }
    var node = outputs.get(name);
    var tensor = node != null && node.getInfo() instanceof TensorInfo info ? info : null;
    if (tensor == null || tensor.type != OnnxJavaType.FLOAT) {
      throw unusable("its output " + name + " is no tensor of float");
    }
    var shape = tensor.getShape();
    if (shape.length != 2) {
      throw unusable(
          "its output %s has rank %d (expected: 2, [batch, labels])".formatted(name, shape.length));
    }
    if (shape[1] >= 0 && shape[1] != labels) {
      throw miscounted(shape[1], labels);
    }
    return name;
  }

  private static RouterException miscounted(long logits, int labels) {
    return unusable("it tells %d labels, and %d are configured".formatted(logits, labels));
  }

  @Override
  public Classification classify(String text, Deadline deadline) {
    return pool.run(() -> read(text, deadline), deadline);
  }

  private Classification read(String text, Deadline deadline) throws OrtException {
    try {
      var ids = wordPiece.ids(text);
      var sums = new double[labels.size()];
      double weight = 0;
      double alarm = -1;
      int end = 0;
      for (int read = 0; read == 0 || (end < ids.length && read < MOST_WINDOWS); read++) {
        if (deadline.passed()) {
          if (read == 0) {
            throw InferencePool.late();
          }
          break;
        }
        int from = read == 0 ? 0 : end - Window.OVERLAP;
        end = Math.min(ids.length, from + Window.TOKENS);
        var found = window(ids, new Window(from, end));
        if (alarming.isEmpty()) {
          int tokens = Math.max(1, end - from);
          add(found, tokens, sums);
          weight += tokens;
        } else if (alarm(found) > alarm) {
          alarm = alarm(found);
          sums = found;
          weight = 1;
        }
      }
      return classification(sums, weight, new Coverage(end, ids.length));
    } finally {
      // The session must outlive a run of it, though nobody else holds the classifier.
      Reference.reachabilityFence(this);
    }
  }

  private double alarm(double[] probabilities) {
    double sum = 0;
    for (int i = 0; i < probabilities.length; i++) {
      sum += alarming.contains(labels.get(i)) ? probabilities[i] : 0;
    }
    return sum;
  }

  private static void add(double[] probabilities, int tokens, double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += probabilities[i] * tokens;
    }
  }

  private Classification classification(double[] sums, double weight, Coverage coverage) {
    Map<String, Double> probabilities = new LinkedHashMap<>();
    for (int i = 0; i < sums.length; i++) {
      probabilities.put(labels.get(i), sums[i] / weight);
    }
    return new Classification(probabilities, coverage);
  }

  /** What the graph says of one window, as probabilities. */
  private double[] window(int[] ids, Window window) throws OrtException {
    int length = window.to() - window.from() + 2;
    var framed = new long[1][length];
    framed[0][0] = wordPiece.start();
    for (int i = window.from(); i < window.to(); i++) {
      framed[0][i - window.from() + 1] = ids[i];
    }
    framed[0][length - 1] = wordPiece.end();
    var ones = new long[1][length];
    Arrays.fill(ones[0], 1);
    Map<String, OnnxTensor> given = new HashMap<>();
    try (var inputIds = OnnxTensor.createTensor(environment, framed);
        var mask = OnnxTensor.createTensor(environment, ones);
        var types = OnnxTensor.createTensor(environment, new long[1][length])) {
      given.put(IDS, inputIds);
      given.put(MASK, mask);
      given.put(TYPES, types);
      given.keySet().retainAll(inputs);
      try (var result = session.run(given, Set.of(output))) {
        return softmax(logits((OnnxTensor) result.get(0)));
      }
    }
  }

  private float[] logits(OnnxTensor tensor) {
    var shape = tensor.getInfo().getShape();
    if (shape.length != 2 || shape[0] != 1 || shape[1] != labels.size()) {
      throw shape.length == 2 && shape[0] == 1
          ? miscounted(shape[1], labels.size())
          : unusable("it answers one text with " + Arrays.toString(shape));
    }
    var logits = new float[labels.size()];
    tensor.getFloatBuffer().get(logits);
    return logits;
  }

  private static double[] softmax(float[] logits) {
    double highest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      highest = Math.max(highest, logit);
    }
    var probabilities = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = Math.exp(logits[i] - highest);
      sum += probabilities[i];
    }
    if (!Double.isFinite(sum) || !Double.isFinite(highest)) {
      throw unusable("its logits are no numbers");
    }
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }

  /** Closes the session now; the classifier is of no use any more. */
  public void close() {
    closing.clean();
  }

  private static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException | IllegalStateException gone) {
      // It is closed already, or cannot be; nobody asks it again.
    }
  }

  private static RouterException unusable(String why) {
    return new RouterException(Fault.INTERNAL, "the classifier's model: " + why);
  }
}
