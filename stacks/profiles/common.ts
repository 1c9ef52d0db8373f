import type { Profile } from "../../infra/config/profile";

/** What holds in every environment; a profile says only what it does differently from the others. */
export const common: Profile = {
  tags: {},
  account: { apiGatewayLogs: false },
  edge: { authentication: "cognito", clients: {}, cors: false },
  data: {
    mariadb: {
      version: "11.8",
      backupWindow: "18:00-19:00",
      maintenanceWindow: "sun:19:30-sun:20:30",
    },
    qdrant: { version: "1.19.0" },
  },
  module: {
    kind: "service",
    port: 8080,
    loadBalancer: 1,
    size: { architecture: "arm64" },
    scaling: { cpuPercent: 60, memoryPercent: 75 },
    health: { path: "/health", intervalSeconds: 15, timeoutSeconds: 5, graceSeconds: 120 },
    longestResponseSeconds: 300,
    environment: {},
    aiProviders: [],
    data: { schema: false, bucket: false, collections: false },
    container: { user: "1000" },
    ephemeralStorageGiB: 20,
  },
  costs: {
    hoursPerMonth: 730,
    insightsMetricsPerService: 15,
    enhancedInsightsMetricsPerService: 60,
    spotDiscountPercent: 65,
    savingsPlanPercent: 0,
  },
};
