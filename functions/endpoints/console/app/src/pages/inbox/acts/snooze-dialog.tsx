import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import { Dialog } from "../../../components/dialog.tsx";
import { Field } from "../../../components/field.tsx";
import { Form, textOf } from "../../../components/form.tsx";
import { clockText } from "../conversation/clock.ts";
import { type SnoozeChoice, snoozeChoices } from "./snooze.ts";

const names: Readonly<Record<SnoozeChoice["name"], () => string>> = {
  hour: m.inbox_snooze_hour,
  evening: m.inbox_snooze_evening,
  tomorrow: m.inbox_snooze_tomorrow,
  monday: m.inbox_snooze_monday,
};

/** Asks until when a conversation is put off. */
export function SnoozeDialog({
  open,
  onClose,
  onChosen,
}: {
  readonly open: boolean;
  onClose(): void;
  onChosen(until: string): void;
}) {
  return (
    <Dialog title={m.inbox_snooze()} open={open} onClose={onClose}>
      <p className="quiet">{m.inbox_snooze_what()}</p>
      <Choices onChosen={onChosen} />
      <Form
        submit={m.inbox_snooze()}
        look="plain"
        send={async (values) => onChosen(new Date(textOf(values, "until")).toISOString())}
      >
        <Field name="until" type="datetime-local" label={m.inbox_snooze_until()} required />
      </Form>
    </Dialog>
  );
}

/** A component of its own, because dialogues are there while closed and times take long to write for the first time. */
function Choices({ onChosen }: { onChosen(until: string): void }) {
  return (
    <div className="snooze-choices">
      {snoozeChoices(new Date()).map(({ name, at }) => (
        <Button key={name} onClick={() => onChosen(at.toISOString())}>
          {names[name]()} <span className="quiet">{clockText(at.toISOString())}</span>
        </Button>
      ))}
    </div>
  );
}
