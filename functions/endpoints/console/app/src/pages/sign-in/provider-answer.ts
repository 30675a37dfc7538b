/** What an identity provider has added to this page's address, without the `?`. Undefined when it is no such answer. */
export function providerAnswer(search: string): string | undefined {
  const given = new URLSearchParams(search);
  return given.has("state") && (given.has("code") || given.has("error")) ? search.slice(1) : undefined;
}
