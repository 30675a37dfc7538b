/** The id of a played message's event, and so of its turn. */
export function playedEventId(runId: string, scenarioId: string): string {
  return `played-${runId}-${scenarioId}`;
}
