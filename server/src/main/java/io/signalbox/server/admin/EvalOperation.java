package io.signalbox.server.admin;

import io.signalbox.server.admin.Operation.Answer;
import io.signalbox.server.admin.Operation.Question;
import io.signalbox.server.explain.Evaluation;
import io.signalbox.server.explain.EvaluationJson;

/** Tells how a request would be routed, and why, with every signal read. */
final class EvalOperation {
  private final AdminApi.Parts parts;

  EvalOperation(AdminApi.Parts parts) {
    this.parts = parts;
  }

  Answer answer(Question question) {
    var prompt = Prompt.read(question.body());
    var router = Operations.router(parts);
    var request = prompt.request(parts.catalog(), router.current().fleet());
    boolean traced = question.trace() || prompt.option("trace");
    return AdminApi.ok(EvaluationJson.of(Evaluation.of(router, request), parts.catalog(), traced));
  }
}
