/** Where somebody goes who has signed in: the path in `?next=`, as long as it is one of the console. */
export function pathBelowConsole(search: string): string {
  const next = (new URLSearchParams(search).get("next") ?? "").replace(/^\/console(?=\/)/, "");
  const isPath = /^\/(?![/\\])[\w\-./~%?&=+$]*$/.test(next) && next.length <= 300;
  return isPath && !/^\/sign-in(?![\w-])/.test(next) && next !== "/" ? next : "/clients";
}
