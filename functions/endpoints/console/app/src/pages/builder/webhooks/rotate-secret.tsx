import { useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { DialogButton } from "../../../components/dialog-button.tsx";
import { Form } from "../../../components/form.tsx";
import { timeText } from "../../../components/time.tsx";
import { ShownSecret } from "./shown-secret.tsx";

/** Signs with a new secret from now on. It is shown once, and the one before signs too for a while. */
export function RotateSecret({
  client,
  id,
  oldUntil,
}: {
  readonly client: string;
  readonly id: string;
  /** Until when the secret before still signs. Undefined: it does not. */
  readonly oldUntil: string | undefined;
}) {
  const queries = useQueryClient();
  return (
    <DialogButton label={m.webhook_rotate()} look="quiet">
      {(close) => (
        <Form
          submit={m.webhook_rotate()}
          look="danger"
          onCancel={close}
          send={() => api("POST", "/v1/webhook-endpoints/:id/rotate-secret", { params: { id }, client })}
          onSent={() => queries.invalidateQueries({ queryKey: ["webhooks", client] })}
          answer={({ secret, previous_secret_until: until }) => (
            <>
              <ShownSecret secret={secret} note={m.webhook_rotated()} />
              {until !== null && <p>{m.webhook_old_signs({ until: timeText(until) })}</p>}
            </>
          )}
        >
          <p>{m.webhook_rotate_what()}</p>
          {oldUntil !== undefined && (
            <p className="notice" data-tone="bad">
              {m.webhook_rotate_twice({ until: timeText(oldUntil) })}
            </p>
          )}
        </Form>
      )}
    </DialogButton>
  );
}
