export { totalAtMost } from "./atMost";
export { estimate, totalsBy, type CostLine, type Estimate, type NotPriced } from "./estimate";
