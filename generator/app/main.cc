// The program: hands its words to the command line and its answer to the shell.
int main() {
  return 0;
}
