import com.google.firebase.rules.lang.CompileResult;
import com.google.firebase.rules.lang.FirebaseRulesProtoCompiler;
import com.google.firebase.rules.runtime.evaluators.AuthRuleEvaluator.RuleContext;
import com.google.firebase.rules.runtime.impl.DefaultEvaluator;
import com.google.firebase.rules.runtime.v1.ExpressionValue;
import com.google.firebase.rules.runtime.v1.RulesetAst;
import com.google.firebase.rules.v1.Source;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.util.JsonFormat;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Replaces firebase-tools' cloud-storage-rules-runtime.jar. It uses Google's own compiler and evaluator, which the gcloud
 * CLI's Firestore emulator also contains. It reads one line of JSON and writes one, as in firebase-tools'
 * lib/emulator/storage/rules/runtime.js. Rules that read documents (`firestore.get`) are errors here.
 */
public final class StorageRules {
  private final Map<String, RulesetAst> rulesets = new HashMap<>();

  public static void main(String[] args) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err); // other output is not an answer
    StorageRules rules = new StorageRules();
    answers.println("{\"id\":-1,\"status\":\"ok\"}"); // ready
    BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine())
      answers.println(rules.answer(JsonParser.parseString(line).getAsJsonObject()));
  }

  private JsonObject answer(JsonObject request) {
    JsonObject answer = new JsonObject();
    answer.add("id", request.get("id"));
    answer.addProperty("status", "ok");
    answer.add("warnings", new JsonArray());
    JsonArray errors = new JsonArray();
    answer.add("errors", errors);
    try {
      JsonObject context = request.getAsJsonObject("context");
      boolean loads = request.get("action").getAsString().equals("load_ruleset");
      answer.add("result", loads ? load(context, errors) : verify(context));
    } catch (Exception error) {
      errors.add(error.toString());
    }
    return answer;
  }

  private JsonObject load(JsonObject context, JsonArray errors) throws Exception {
    Source.Builder source = Source.newBuilder();
    JsonFormat.parser().ignoringUnknownFields().merge(context.get("source").toString(), source);
    CompileResult compiled = FirebaseRulesProtoCompiler.createStandalone().compile(source.build());
    if (compiled.hasCompilationError()) compiled.getIssues().forEach(issue -> errors.add(issue.toString()));
    else rulesets.put(context.get("rulesetName").getAsString(), compiled.getRulesetAst());
    JsonObject result = new JsonObject();
    result.addProperty("rulesVersion", compiled.getRulesetAst().getVersionValue());
    return result;
  }

  private JsonObject verify(JsonObject context) throws Exception {
    RuleContext.Builder question =
        RuleContext.builder()
            .service(context.get("service").getAsString())
            .method(context.get("method").getAsString())
            .path(context.get("path").getAsString());
    for (var variable : context.getAsJsonObject("variables").entrySet()) {
      ExpressionValue.Builder value = ExpressionValue.newBuilder();
      JsonFormat.parser().merge(variable.getValue().toString(), value);
      question.supplyVariable(variable.getKey(), value.build());
    }
    RulesetAst ruleset = rulesets.get(context.get("rulesetName").getAsString());
    JsonObject result = new JsonObject();
    result.addProperty("permit", new DefaultEvaluator(ruleset).evaluate(question.build()).get().permit());
    return result;
  }
}
