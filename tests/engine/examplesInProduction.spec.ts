import { exampleLives } from "./exampleLives";

exampleLives("blue-green/prod", "web-application/prod");
