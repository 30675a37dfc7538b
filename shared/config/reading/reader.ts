/** Defined by the build (functions/hosts/build/config-reader.ts) and undefined when the product runs from source. */
declare const CONFIG_READER: string;

/**
 * Identifies the code that turns YAML into a `TenantConfig`: when the code changes, so does the identifier. Undefined
 * when the product runs from source, because the code may then change while the data folder stays.
 */
export const configReader: string | undefined = typeof CONFIG_READER === "string" ? CONFIG_READER : undefined;
