/**
 * The name of the function this instance was deployed as, if any. It is separate from environment.ts because it is read
 * before anything is loaded. Checking the whole environment takes longer than a health check may.
 */
// biome-ignore lint/style/noProcessEnv: the one variable that decides what is loaded.
export const functionTarget: string | undefined = process.env.FUNCTION_TARGET;
