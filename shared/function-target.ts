/**
 * The function that this instance was deployed as, where it was deployed. It stands apart from environment.ts because
 * it is asked for before anything is loaded, and checking the whole environment takes longer than a health check may.
 */
// biome-ignore lint/style/noProcessEnv: the one variable that decides what is loaded.
export const functionTarget: string | undefined = process.env.FUNCTION_TARGET;
