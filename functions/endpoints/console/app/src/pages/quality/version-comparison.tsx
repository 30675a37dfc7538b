import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Progress } from "../../components/progress.tsx";
import { Problem, Status } from "../../components/status.tsx";
import { percent, scoreText } from "./quality-words.ts";

type Reply<Path extends "/v1/quality/versions" | "/v1/quality/calibration"> = Awaited<
  ReturnType<typeof api<"GET", Path>>
>;

interface Compared {
  readonly versions: Reply<"/v1/quality/versions">["items"];
  readonly agreement: Reply<"/v1/quality/calibration">["items"];
}

const tones = { better: "good", worse: "bad", same: "neutral", first: "neutral", "not-enough": "neutral" } as const;

/**
 * The versions of a client's configurations by quality, how far people agree with the scores, and what follows them, shown
 * once it stays where it is.
 */
export function VersionComparison({ client, children }: { readonly client: string; readonly children: ReactNode }) {
  const versions = useQuery({
    queryKey: ["quality-versions", client],
    queryFn: ({ signal }) => api("GET", "/v1/quality/versions", { client, signal }),
  });
  const agreement = useQuery({
    queryKey: ["quality-calibration", client],
    queryFn: ({ signal }) => api("GET", "/v1/quality/calibration", { client, signal }),
  });
  const isPending = versions.isPending || agreement.isPending;
  return (
    <>
      {isPending && (
        <div className="awaited">
          <Progress label={m.loading()} />
        </div>
      )}
      <Problem error={versions.error} />
      {!isPending && versions.data !== undefined && versions.data.items.length > 0 && (
        <Versions versions={versions.data.items} agreement={agreement.data?.items ?? []} />
      )}
      <div className="following" hidden={isPending}>
        {children}
      </div>
    </>
  );
}

function Versions({ versions, agreement }: Compared) {
  const drifts = {
    better: m.quality_better,
    worse: m.quality_worse,
    same: m.quality_same,
    first: m.quality_first,
    "not-enough": m.quality_not_enough,
  };
  return (
    <section aria-label={m.quality_versions()}>
      <h2>{m.quality_versions()}</h2>
      <table className="table" aria-label={m.quality_versions()}>
        <thead>
          <tr>
            {[
              m.quality_version(),
              m.quality_evaluated(),
              m.quality_overall(),
              m.quality_hallucination(),
              m.quality_drift(),
            ].map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {versions.map(({ agent, evaluations, overall, hallucination, drift }) => (
            <tr key={`${agent.name} ${agent.version}`}>
              <td data-heading={m.quality_version()}>{`${agent.name} v${agent.version}`}</td>
              <td data-heading={m.quality_evaluated()}>{evaluations}</td>
              <td data-heading={m.quality_overall()}>{scoreText(overall)}</td>
              <td data-heading={m.quality_hallucination()}>{hallucination === null ? "–" : percent(hallucination)}</td>
              <td data-heading={m.quality_drift()}>
                <Status tone={tones[drift.verdict]}>{drifts[drift.verdict]()}</Status>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {agreement.map(({ rubric, pairs, kappa, nearly_same, base_rate }) => (
        <p key={rubric} className="quiet">
          {m.quality_agreement({
            pairs,
            kappa: kappa === null ? "–" : kappa.toFixed(2),
            near: percent(nearly_same),
            base: percent(base_rate),
          })}
        </p>
      ))}
    </section>
  );
}
