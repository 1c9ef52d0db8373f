/**
 * To be imported before @peculiar/x509, which finds its algorithms by tsyringe, which refuses to load where nobody
 * can be asked for the types of constructors. Those of x509 have no parameters: there is nothing to tell.
 */
const nothing = () => undefined;

if (!("getMetadata" in Reflect)) Object.assign(Reflect, { getMetadata: nothing, getOwnMetadata: nothing });
