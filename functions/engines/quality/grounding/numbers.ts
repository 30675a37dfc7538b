const mostTimes = 20;

/**
 * Whether a number is worked out from those that the sources state: a multiple by a number that the reply or the question
 * names ("for 3 people"), that number itself, or the sum or difference of two that the reply names.
 */
export function follows(value: number, known: ReadonlySet<number>, said: readonly number[]): boolean {
  const isTimes = (each: number) => Number.isInteger(each) && each >= 2 && each <= mostTimes;
  if (said.some((each) => each !== value && isTimes(each) && known.has(value / each))) return true;
  if (isTimes(value) && said.some((each) => each !== value && known.has(each / value))) return true;
  const parts = said.filter((each) => each !== value && known.has(each));
  return parts.some((one) => parts.some((other) => one !== other && (one + other === value || one - other === value)));
}
