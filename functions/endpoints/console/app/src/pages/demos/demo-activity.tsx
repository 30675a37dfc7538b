import { useQuery } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Progress } from "../../components/progress.tsx";
import { Problem } from "../../components/status.tsx";
import { Time } from "../../components/time.tsx";

/** What visitors of a demo did, and what it took. */
export function DemoActivity({ client, id }: { readonly client: string; readonly id: string }) {
  const { data, error } = useQuery({
    queryKey: ["demo-views", client, id],
    queryFn: ({ signal }) => api("GET", "/v1/demos/:id/views", { params: { id }, client, signal }),
  });
  if (data === undefined) return error ? <Problem error={error} /> : <Progress label={m.loading()} />;
  const { views, chats, visitors, last_view_at, questions, cost } = data;
  return (
    <section aria-label={m.demo_use()}>
      <h2>{m.demo_use()}</h2>
      <p>{m.demo_used({ views, chats })}</p>
      <p className="quiet">
        {m.demo_effort({ visitors, calls: cost.model_calls, tokens: cost.input_tokens + cost.output_tokens })}
      </p>
      {last_view_at !== null && (
        <p className="quiet">
          {m.demo_last_view()} <Time at={last_view_at} />
        </p>
      )}
      {questions.length > 0 && (
        <>
          <h3>{m.demo_questions()}</h3>
          <ul>
            {[...new Set(questions)].map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
