import { exampleLives } from "./exampleLives";

exampleLives("blue-green");
