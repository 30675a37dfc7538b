import { useState } from "react";
import { m } from "#messages";
import { Dialog } from "../../../components/dialog.tsx";
import { Field, SelectField } from "../../../components/field.tsx";
import { Form, textOf } from "../../../components/form.tsx";
import { useInbox } from "../inbox-context.ts";
import type { TransferTo } from "../item.ts";
import { useStore } from "../store.ts";
import { useOperators } from "../use-operators.ts";
import { presenceName, spaced } from "../words.ts";

const departmentsId = "inbox-departments";

/** Asks to whom a conversation goes: a colleague, or a department. */
export function TransferDialog({
  open,
  onClose,
  onChosen,
}: {
  readonly open: boolean;
  onClose(): void;
  onChosen(to: TransferTo, name: string): void;
}) {
  return (
    <Dialog title={m.inbox_transfer_title()} open={open} onClose={onClose}>
      <TransferForm onClose={onClose} onChosen={onChosen} />
    </Dialog>
  );
}

function TransferForm({ onClose, onChosen }: { onClose(): void; onChosen(to: TransferTo, name: string): void }) {
  const { queue, me } = useInbox();
  const { items } = useStore(queue);
  const { operators, nameOf } = useOperators();
  const [problem, setProblem] = useState<string>();
  const inQueue = items.flatMap(({ handoff }) => handoff?.department ?? []);
  const departments = [...new Set([...inQueue, ...operators.flatMap((operator) => operator.departments)])].toSorted();
  const choices = operators
    .filter(({ operator_id: id }) => id !== me)
    .map(({ operator_id: value, name, presence, departments: own }) => ({
      value,
      label: [name, presenceName(presence), ...own.map(spaced)].join(" · "),
    }));
  return (
    <Form
      submit={m.inbox_transfer()}
      onCancel={onClose}
      send={async (values) => {
        const operator = textOf(values, "operator");
        const department = textOf(values, "department");
        if (operator === "" && department === "") return setProblem(m.inbox_transfer_nobody());
        onChosen(
          { ...(operator === "" ? {} : { operator }), ...(department === "" ? {} : { department }) },
          operator === "" ? spaced(department) : nameOf(operator),
        );
      }}
    >
      <SelectField
        name="operator"
        label={m.inbox_transfer_operator()}
        options={[{ value: "", label: m.inbox_transfer_any() }, ...choices]}
      />
      <Field
        name="department"
        label={m.inbox_transfer_department()}
        list={departmentsId}
        autoComplete="off"
        maxLength={100}
        problem={problem}
      />
      <datalist id={departmentsId}>
        {departments.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </Form>
  );
}
