package dev.touchstone.suites.mcp;

/** What is said to a server and heard from it: one message a line (Model Context Protocol, transports, stdio). */
interface Lines {
    /** @throws McpServerException when the server does not take it */
    void send(String line);

    /**
     * The next line.
     *
     * @param answer what it is waited for, for messages, such as "initialize"
     * @throws McpServerException when none comes in time, or none will come any more
     */
    String receive(String answer);
}
