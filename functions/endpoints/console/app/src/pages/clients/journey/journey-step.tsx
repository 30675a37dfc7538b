import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { m } from "#messages";
import { useSession } from "../../../api/session.ts";
import { Problem, Status } from "../../../components/status.tsx";
import { Time } from "../../../components/time.tsx";
import type { PageDefinition } from "../../page-definition.ts";
import type { Newest } from "./newest.ts";

/** A step of the way. People who may not read it do not see it; one that cannot be read tells why, and the others stay. */
export function JourneyStep({
  client,
  title,
  page,
  permission,
  read,
}: {
  readonly client: string;
  readonly title: string;
  /** Below the client's. */
  readonly page: string;
  readonly permission: NonNullable<PageDefinition["permission"]>;
  read(asked: { readonly client: string; readonly signal: AbortSignal }): Promise<Newest | undefined>;
}) {
  const mayRead = useSession().may(permission);
  const { data, error, isSuccess } = useQuery({
    queryKey: ["journey", client, page],
    queryFn: async ({ signal }) => (await read({ client, signal })) ?? null,
    enabled: mayRead,
  });
  if (!mayRead) return null;
  return (
    <li data-standing={data?.tone ?? "none"}>
      <h3>
        <Link to={`/clients/$client/${page}` as string} params={{ client } as never}>
          {title}
        </Link>
      </h3>
      <Problem error={error} />
      {isSuccess && data === null && <p className="quiet">{m.client_step_none()}</p>}
      {data && <Product newest={data} to={`/clients/${client}/${page}${data.id === undefined ? "" : `/${data.id}`}`} />}
    </li>
  );
}

function Product({ newest: { name, tone, standing, at }, to }: { readonly newest: Newest; readonly to: string }) {
  return (
    <p>
      <Link to={to} dir="auto">
        {name}
      </Link>{" "}
      <Status tone={tone}>{standing}</Status>{" "}
      <span className="quiet">
        <Time at={at} />
      </span>
    </p>
  );
}
