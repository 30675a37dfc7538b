import { element, make } from "../elements.js";
import { spaced, words } from "./words.js";

const dialog = element("transfer");

/**
 * Asks who receives a conversation. @returns undefined if the operator cancels
 * @param {{ operators: object[], departments: string[], me: string }} known
 * @returns {Promise<{ operator?: string, department?: string } | undefined>}
 */
export function askTransfer({ operators, departments, me }) {
  const operator = element("transfer-operator");
  const department = element("transfer-department");
  const problem = element("transfer-problem");
  const others = operators.filter(({ operator_id: id }) => id !== me);
  operator.replaceChildren(
    make("option", { value: "" }, words.anyOperator),
    ...others.map((each) => make("option", { value: each.operator_id }, operatorLabel(each))),
  );
  element("known-departments").replaceChildren(...departments.map((name) => make("option", { value: name })));
  department.value = "";
  problem.textContent = "";
  dialog.showModal();

  return new Promise((resolve) => {
    let chosen;
    element("transfer-form").onsubmit = (event) => {
      const to = { operator: operator.value, department: department.value.trim() };
      chosen = Object.fromEntries(Object.entries(to).filter(([, name]) => name !== ""));
      if (Object.keys(chosen).length > 0) return;
      event.preventDefault();
      problem.textContent = words.nameSomebody;
    };
    element("transfer-cancel").onclick = () => {
      chosen = undefined;
      dialog.close();
    };
    dialog.oncancel = () => {
      chosen = undefined;
    };
    dialog.onclose = () => resolve(chosen);
  });
}

function operatorLabel({ name, presence, departments }) {
  return [name, words.presence[presence], ...departments.map(spaced)].join(" · ");
}
