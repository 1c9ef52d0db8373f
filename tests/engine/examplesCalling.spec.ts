import { exampleLives } from "./exampleLives";

exampleLives("shop/dev", "web-application/dev");
