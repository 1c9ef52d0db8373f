/**
 * Authorities of Amazon, RDS's own among them, in Lambda's Node.js runtime. From Node.js 20 on it does not load
 * them by itself (https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html#nodejs-certificate-loading).
 * Read by the function, they are trusted for the database alone.
 */
export const authoritiesFile = "/var/runtime/ca-cert.pem";
