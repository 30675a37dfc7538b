import { Link } from "@tanstack/react-router";
import { m } from "#messages";

/** Leads to what the model saw. `turn` is the turn's id or its number in the conversation. */
export function TurnLink(props: { readonly client: string; readonly conversation: string; readonly turn: string }) {
  return (
    <Link to={"/clients/$client/conversations/$conversation/turns/$turn" as string} params={props as never}>
      {m.inspect_title()}
    </Link>
  );
}
