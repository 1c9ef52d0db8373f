import { exampleLives } from "./exampleLives";

exampleLives("web-application");
