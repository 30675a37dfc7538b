import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { m } from "#messages";
import { Progress } from "../../../components/progress.tsx";
import { Problem } from "../../../components/status.tsx";
import { useCheck } from "../agent/use-check.ts";
import { TestChat } from "../chat/test-chat.tsx";
import { configQuery, versionQuery } from "../configs-query.ts";

/** A test chat with the version that was stored last. */
export function TryAgent({ client, agent }: { readonly client: string; readonly agent: string }) {
  const config = useQuery(configQuery(client, agent));
  const stored = useQuery(versionQuery(client, agent, config.data?.newest_version));
  const yaml = stored.data?.yaml ?? "";
  const check = useCheck(client, yaml);
  const error = config.error ?? stored.error ?? check.error;
  return (
    <section className="onboarding-step">
      <h2>{m.onboarding_try()}</h2>
      <p className="quiet">{m.onboarding_try_what()}</p>
      <Problem error={error} />
      {stored.data === undefined && !error && <Progress label={m.loading()} />}
      {stored.data && <TestChat client={client} yaml={yaml} config={agent} isValid={check.checked?.valid === true} />}
      <div className="actions">
        <Link className="button" to={"/clients/$client/agents/$agent" as string} params={{ client, agent } as never}>
          {m.onboarding_settings()}
        </Link>
        <Link
          className="button"
          data-look="primary"
          to={"/onboarding" as string}
          search={{ client, agent, step: "activate" } as never}
        >
          {m.onboarding_next()}
        </Link>
      </div>
    </section>
  );
}
