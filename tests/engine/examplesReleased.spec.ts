import { exampleLives } from "./exampleLives";

exampleLives("blue-green/dev", "blue-green/staging");
