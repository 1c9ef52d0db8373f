/** Port of every task on which its Service Connect proxy takes TLS, so no module may have it for itself. */
export const serviceTlsPort = 8443;
