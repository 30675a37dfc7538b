/** The industries that config/templates has a starting point for. */
export const demoIndustries = ["healthcare", "ecommerce", "education", "real-estate", "restaurant"] as const;
export type DemoIndustry = (typeof demoIndustries)[number];
